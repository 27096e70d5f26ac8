import type { DocumentPath } from '../document.ts';
import type { DocumentKind, DocumentValues } from '../schemas/index.ts';
import type { Problem } from './problem.ts';

type Check<Kind extends DocumentKind> = (value: DocumentValues[Kind]) => readonly Problem[];

/** What fields of one document must have to do with each other, beyond what a schema can say. */
const CHECKS: { readonly [Kind in DocumentKind]?: Check<Kind> } = {
  event: value => (value.of ? derivedEvent(value) : []),
  mission: missionCourse,
  tier: tierLevels,
  campaign: campaignStart,
  policy: ({ limits = [] }) =>
    limits.flatMap((limit, index) =>
      limit.at_least === undefined && limit.at_most === undefined
        ? [missing(['limits', index], `\`limits[${index + 1}]\` needs \`at_least\` or \`at_most\`.`)]
        : [],
    ),
};

export function checkCoherence<Kind extends DocumentKind>(
  kind: Kind,
  value: DocumentValues[Kind],
): readonly Problem[] {
  return CHECKS[kind]?.(value) ?? [];
}

function missing(path: DocumentPath, message: string, expected?: string): Problem {
  return {
    code: 'schema-missing-field',
    path,
    at: 'key',
    message,
    ...(expected === undefined ? {} : { expected }),
    recovery: { kind: 'none' },
  };
}

function conflict(path: DocumentPath, message: string): Problem {
  return { code: 'schema-conflict', path, at: 'key', message, recovery: { kind: 'none' } };
}

function derivedEvent(value: DocumentValues['event']): readonly Problem[] {
  return [
    ...(value.source_types
      ? [conflict(['source_types'], 'A derived stream (`of`) has no sources of its own.')]
      : []),
    ...(value.id.includes('.')
      ? [conflict(['id'], 'The id of a derived stream (`of`) has no dot: it is no family.')]
      : []),
  ];
}

/** Each variant must know how long it runs, what counts and what must be reached, itself or from the mission. */
function missionCourse(value: DocumentValues['mission']): readonly Problem[] {
  const problems: Problem[] = [];
  if (value.progress !== undefined && value.steps) {
    problems.push(conflict(['steps'], 'A mission has either a `progress` or `steps`.'));
  }
  if (value.order !== undefined && !value.steps) {
    problems.push(conflict(['order'], '`order` says how `steps` are done, but there are none.'));
  }
  const variants = Object.entries(value.variants ?? {});
  const courses: readonly (readonly [DocumentPath, string, (typeof value.variants & object)[string]])[] =
    variants.length > 0
      ? variants.map(([name, variant]) => [['variants', name], `\`variants.${name}\``, variant])
      : [[[], 'A mission', {}]];
  for (const [path, subject, course] of courses) {
    if ((course.period ?? value.period) === undefined) {
      problems.push(
        missing(
          [...path, 'period'],
          `${subject} needs \`period\`.`,
          'week, month, quarter or a duration, such as `14d`',
        ),
      );
    }
    if ((course.target ?? value.target) === undefined) {
      problems.push(
        missing(
          [...path, 'target'],
          `${subject} needs \`target\`.`,
          '`levels` and, if the level is not the target itself, `value`',
        ),
      );
    }
    if ((course.progress ?? value.progress) === undefined && !value.steps) {
      problems.push(missing([...path, 'progress'], `${subject} needs \`progress\` or \`steps\`.`));
    }
  }
  return problems;
}

function tierLevels({ levels }: DocumentValues['tier']): readonly Problem[] {
  return Object.entries(levels).flatMap(([name, { when }], index) => {
    if (index === 0 && when !== undefined) {
      return [
        conflict(
          ['levels', name, 'when'],
          `\`${name}\` is the lowest tier: everybody has it, so it has no condition.`,
        ),
      ];
    }
    if (index > 0 && when === undefined) {
      return [
        missing(['levels', name], `\`${name}\` needs \`when\`: only the lowest tier has no condition.`),
      ];
    }
    return [];
  });
}

function campaignStart(value: DocumentValues['campaign']): readonly Problem[] {
  const problems: Problem[] = [];
  if (value.trigger === undefined && value.audience === undefined) {
    problems.push(missing(['trigger'], 'A campaign needs a `trigger`, an `audience` or both.'));
  }
  if (value.from !== undefined && value.until !== undefined && value.until < value.from) {
    problems.push(
      conflict(['until'], `The campaign ends (${value.until}) before it starts (${value.from}).`),
    );
  }
  return problems;
}
