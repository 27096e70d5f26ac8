import type { DocumentPath } from '../document.ts';
import type { DocumentKind, DocumentValues } from '../schemas/index.ts';
import { KEYWORD_TOKENS } from '../../syntax/tokens.ts';
import { calendarDate, likelyDate } from '../calendar-date.ts';
import { ID_PATTERN } from '../schemas/common.ts';
import { asId } from './likely-meant.ts';
import type { Problem, Remedy } from './problem.ts';
import { templateOf } from './templates.ts';

type Check<Kind extends DocumentKind> = (value: DocumentValues[Kind]) => readonly Problem[];

/** What fields of one document must have to do with each other, beyond what a schema can say. */
const CHECKS: { readonly [Kind in DocumentKind]?: Check<Kind> } = {
  event: value => [...attributeNames(value), ...(value.of ? derivedEvent(value) : [])],
  mission: missionCourse,
  tier: tierLevels,
  score: scoreBounds,
  source: plainSecrets,
  campaign: value => [...dates(value, ['from', 'until']), ...campaignStart(value)],
  policy: policyRules,
};

export function checkCoherence<Kind extends DocumentKind>(
  kind: Kind,
  value: DocumentValues[Kind],
): readonly Problem[] {
  return [...blankName(value), ...formerIds(value), ...(CHECKS[kind]?.(value) ?? [])];
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

/** What is missing is added to the mapping at the path, the field `key` that most likely was meant. */
function missingIn(into: DocumentPath, key: string, message: string, expected?: string): Problem {
  const text = templateOf(key, undefined);
  const problem = missing([...into, key], message, expected);
  return text === undefined ? problem : { ...problem, remedy: { kind: 'insert', into, key, text } };
}

/** The field at the path is the one too many. */
function conflict(path: DocumentPath, message: string, remedy: Remedy = { kind: 'remove' }): Problem {
  return { code: 'schema-conflict', path, at: 'key', message, remedy, recovery: { kind: 'none' } };
}

function derivedEvent(value: DocumentValues['event']): readonly Problem[] {
  return [
    ...(value.source_types
      ? [conflict(['source_types'], 'A derived stream (`of`) has no sources of its own.')]
      : []),
    ...(value.id.includes('.')
      ? [
          conflict(['id'], 'The id of a derived stream (`of`) has no dot: it is no family.', {
            kind: 'fill',
            text: value.id.replaceAll('.', '_'),
          }),
        ]
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
      problems.push(missingIn(path, 'progress', `${subject} needs \`progress\` or \`steps\`.`));
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
        missingIn(
          ['levels', name],
          'when',
          `\`${name}\` needs \`when\`: only the lowest tier has no condition.`,
        ),
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
      conflict(['until'], `The campaign ends (${value.until}) before it starts (${value.from}).`, {
        kind: 'fill',
        text: value.from,
      }),
    );
  }
  return problems;
}

/** What each limit and displacement says by itself. */
function policyRules({ limits = [], displace = [] }: DocumentValues['policy']): readonly Problem[] {
  const ofLimits = limits.flatMap(({ at_least: least, at_most: most }, index): readonly Problem[] => {
    const path = ['limits', index];
    const name = `\`limits[${index + 1}]\``;
    if (least === undefined && most === undefined)
      return [missingIn(path, 'at_most', `${name} needs \`at_least\` or \`at_most\`.`)];
    if (least === undefined || most === undefined || least <= most) return [];
    const message = `${name} asks for at least ${least} and at most ${most}.`;
    return [conflict([...path, 'at_most'], message, { kind: 'fill', text: String(least) })];
  });
  const clash = (index: number, message: string): Problem =>
    displace.length === 1
      ? conflict(['displace'], message)
      : {
          code: 'schema-conflict',
          path: ['displace', index],
          at: 'value',
          message,
          recovery: { kind: 'none' },
        };
  const ofDisplacements = displace.flatMap(({ of, displaces }, index): readonly Problem[] => {
    const earlier = displace.findIndex(other => other.of === displaces && other.displaces === of);
    if (of === displaces) return [clash(index, `\`${of}\` cannot displace itself.`)];
    if (earlier < 0 || earlier >= index) return [];
    const message = `\`${displaces}\` displaces \`${of}\` already, in \`displace[${earlier + 1}]\`: they cannot displace each other.`;
    return [clash(index, message)];
  });
  return [...ofLimits, ...ofDisplacements];
}

function blankName({ name }: { readonly name: string }): readonly Problem[] {
  if (name.trim() !== '') return [];
  const message = 'The `name` is blank: it is what people read.';
  return [
    {
      code: 'schema-empty',
      path: ['name'],
      at: 'value',
      message,
      expected: 'a name',
      recovery: { kind: 'none' },
    },
  ];
}

/** A former id was an id. */
function formerIds(value: DocumentValues[DocumentKind]): readonly Problem[] {
  const was = 'was' in value ? (value.was ?? []) : [];
  return was.flatMap((id, index): readonly Problem[] => {
    if (new RegExp(ID_PATTERN).test(id)) return [];
    const spelt = asId(id);
    const message = `\`${id}\` cannot have been an \`id\`: ids are lower-case letters, digits and _, a letter first.`;
    const remedy =
      spelt === '' ? {} : { remedy: { kind: 'replace', text: spelt, title: `Write \`${spelt}\`` } as const };
    return [
      {
        code: 'schema-spelling',
        path: ['was', index],
        at: 'value',
        message,
        ...remedy,
        recovery: { kind: 'none' },
      },
    ];
  });
}

/** What no expression could name, or would mean something else by. */
function attributeNames({ attributes = {} }: DocumentValues['event']): readonly Problem[] {
  return Object.keys(attributes).flatMap((name): readonly Problem[] => {
    const isWord = KEYWORD_TOKENS.has(name);
    if (!isWord && name !== 'time') return [];
    const message = isWord
      ? `\`${name}\` is a word of the language, so no expression could name the attribute.`
      : '`time` is when the event happened, so no attribute can be called so.';
    const text = `${name}_of_event`;
    const remedy = { kind: 'replace', text, title: `Write \`${text}\`` } as const;
    return [
      {
        code: 'name-reserved',
        path: ['attributes', name],
        at: 'key',
        message,
        expected: 'another name',
        remedy,
        recovery: { kind: 'none' },
      },
    ];
  });
}

/** Days that are no days of the calendar, such as 2026-02-30. */
function dates<Field extends string>(
  value: { readonly [Key in Field]?: string | undefined },
  fields: readonly Field[],
): readonly Problem[] {
  return fields.flatMap((field): readonly Problem[] => {
    const text = value[field];
    if (text === undefined || calendarDate(text) !== undefined) return [];
    const likely = likelyDate(text);
    const hint = likely === undefined ? '.' : ` — did you mean \`${likely}\`?`;
    const remedy =
      likely === undefined
        ? {}
        : { remedy: { kind: 'replace', text: likely, title: `Write \`${likely}\`` } as const };
    const message = `\`${text}\` is no day of the calendar${hint}`;
    return [
      {
        code: 'schema-value',
        path: [field],
        at: 'value',
        message,
        expected: 'a day such as 2026-03-01',
        ...remedy,
        recovery: { kind: 'none' },
      },
    ];
  });
}

/** Bounds of one condition between which nothing lies. */
function scoreBounds({
  at_least: least = [],
  at_most: most = [],
}: DocumentValues['score']): readonly Problem[] {
  return most.flatMap(({ value, when }, index) => {
    const above = least.find(bound => bound.when.trim() === when.trim() && bound.value > value);
    if (above === undefined) return [];
    const message = `At most ${value}, but at least ${above.value} under the same condition.`;
    return [conflict(['at_most', index, 'value'], message, { kind: 'fill', text: String(above.value) })];
  });
}

const SECRET = /(?:^|_)(?:password|passwd|passphrase|secret|token|api_?key|private_key)$/i;

/** Rules are read by many and kept for ever. What the secret is, is not repeated. */
function plainSecrets({ id, connection_config = {} }: DocumentValues['source']): readonly Problem[] {
  return Object.entries(connection_config).flatMap(([name, given]): readonly Problem[] => {
    if (typeof given === 'object' || !SECRET.test(name)) return [];
    const text = `{ secret: ${id}_${name} }`.replace(/\w+(?= })/, word => word.toUpperCase());
    const message = `\`${name}\` stands here in plain text: name a stored secret instead, and change this one.`;
    return [
      {
        code: 'schema-value',
        path: ['connection_config', name],
        at: 'value',
        message,
        expected: text,
        remedy: { kind: 'fill', text },
        recovery: { kind: 'none' },
      },
    ];
  });
}
