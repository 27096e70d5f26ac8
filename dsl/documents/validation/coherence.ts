import { ID_PATTERN } from '../schemas/common.ts';
import type { DocumentKind, DocumentValues } from '../schemas/index.ts';
import { campaignStart, dates } from './coherence/campaigns.ts';
import { attributeNames, derivedEvent } from './coherence/events.ts';
import { missionCourse } from './coherence/missions.ts';
import { policyRules } from './coherence/policies.ts';
import { scoreBounds } from './coherence/scores.ts';
import { plainSecrets } from './coherence/sources.ts';
import { tierLevels } from './coherence/tiers.ts';
import { asId } from './likely-meant.ts';
import type { Problem } from './problem.ts';

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
  return [...blankName(value), ...longName(value), ...formerIds(value), ...(CHECKS[kind]?.(value) ?? [])];
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

/** A name stands in lists and messages, on one line. */
const LONGEST_NAME = 200;

function longName({ name }: { readonly name: string }): readonly Problem[] {
  const { length } = name;
  if (length <= LONGEST_NAME) return [];
  const message = `The \`name\` has ${length.toLocaleString('en-US')} characters: it is what people read in lists. What the rule is for is told in its \`description\`.`;
  return [
    {
      code: 'schema-range',
      path: ['name'],
      at: 'value',
      message,
      expected: `at most ${LONGEST_NAME} characters`,
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
