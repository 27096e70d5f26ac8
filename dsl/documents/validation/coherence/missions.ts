import type { DocumentPath } from '../../document.ts';
import type { DocumentValues } from '../../schemas/index.ts';
import type { Problem } from '../problem.ts';
import { conflict, missing, missingIn } from './problems.ts';

/** Each variant must know how long it runs, what counts and what must be reached, itself or from the mission. */
export function missionCourse(value: DocumentValues['mission']): readonly Problem[] {
  const problems: Problem[] = [];
  if (value.progress !== undefined && value.steps) {
    problems.push(conflict(['steps'], 'A mission has either a `progress` or `steps`.'));
  }
  if (value.order !== undefined && !value.steps) {
    problems.push(conflict(['order'], '`order` says how `steps` are done, but there are none.'));
  }
  problems.push(...doubledSteps(value.steps ?? []));
  const variants = Object.entries(value.variants ?? {});
  const courses: readonly (readonly [DocumentPath, string, (typeof value.variants & object)[string]])[] =
    variants.length > 0
      ? variants.map(([name, variant]) => [['variants', name], `\`variants.${name}\``, variant])
      : [[[], 'A mission', {}]];
  for (const [path, subject, course] of courses) {
    if ((course.period ?? value.period) === undefined) {
      problems.push(
        missingIn(
          path,
          'period',
          `${subject} needs \`period\`.`,
          'week, month, quarter or a duration, such as `14d`',
        ),
      );
    }
    if ((course.target ?? value.target) === undefined) {
      problems.push(
        missingIn(
          path,
          'target',
          `${subject} needs \`target\`.`,
          '`levels` and, if the level is not the target itself, `value`',
        ),
      );
    }
    if ((course.progress ?? value.progress) === undefined && !value.steps) {
      // What is counted, and in which unit, the text leaves open.
      const expected = 'what is counted, such as `count(recharge.completed, period)`';
      const message = `${subject} needs \`progress\` or \`steps\`.`;
      problems.push(missing([...path, 'progress'], message, expected));
    }
  }
  return problems;
}

/** Steps are told done by their id. */
function doubledSteps(steps: readonly { readonly id: string }[]): readonly Problem[] {
  const ids = steps.map(({ id }) => id);
  return ids.flatMap((id, index) => {
    if (ids.indexOf(id) === index) return [];
    const text = `${id}_${index + 1}`;
    return [
      {
        code: 'schema-duplicate-step',
        path: ['steps', index, 'id'],
        at: 'value',
        message: `A step before this one is \`${id}\` already.`,
        expected: 'an id of its own',
        remedy: { kind: 'replace', text, title: `Write \`${text}\`` },
        recovery: { kind: 'none' },
      } as const,
    ];
  });
}
