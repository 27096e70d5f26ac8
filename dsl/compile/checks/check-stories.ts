import { diagnostic, oneOf } from '../../diagnostics/index.ts';
import type { DiagnosticCode, Fix } from '../../diagnostics/index.ts';
import type { DocumentOf, DocumentPath } from '../../documents/document.ts';
import type { AttributeType, EventType } from '../../program/program.ts';
import { meantBy, writeKey, writeValue } from '../fields/field-fixes.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';

type Story = DocumentOf<'test'>;
type Step = Story['value']['steps'][number];
type EventStep = Extract<Step, { readonly event: string }>;
type CommandStep = Extract<Step, { readonly do: string }>;

export interface Tellable {
  readonly events: Readonly<Record<string, EventType>>;
  /** Ids of documents that are too faulty to say what they are. */
  readonly faulty: readonly string[];
  readonly missions: readonly string[];
  /** With the names of their levels, those in error included. */
  readonly badges: readonly { readonly id: string; readonly levels: readonly string[] }[];
}

/** What a story tells must be able to happen: a misspelt word in it would only make it pass or fail for nothing. */
export function checkStories(stories: readonly Story[], known: Tellable, fields: FieldCompiler): void {
  for (const story of stories) {
    for (const [index, step] of story.value.steps.entries()) {
      const report = reporter(story, ['steps', index], fields);
      if ('event' in step) checkEvent(step, known, report);
      else if ('do' in step) {
        checkCommand(step, known, report);
        checkOf(step, story, report);
      }
    }
  }
}

interface Problem {
  readonly code: DiagnosticCode;
  /** Within the step. */
  readonly path: DocumentPath;
  readonly message: string;
  readonly expected?: string | undefined;
  /** The word that is meant, in place of the key or the value. */
  readonly meant?: string | undefined;
  readonly inKey?: boolean;
}

type Report = (problem: Problem) => void;

function reporter(story: Story, step: DocumentPath, fields: FieldCompiler): Report {
  return ({ code, path, message, expected, meant, inKey = false }) => {
    const whole = [...step, ...path];
    const { range, keyRange } = story.locate(whole);
    const fixes: readonly Fix[] = (inKey ? writeKey : writeValue)(story, whole, meant);
    const place = { file: story.file, range: inKey ? (keyRange ?? range) : range };
    fields.diagnostics.push(diagnostic(code, { ...place, message, expected, fixes }));
  };
}

function checkEvent(step: EventStep, { events, faulty }: Tellable, report: Report): void {
  if (faulty.includes(step.event)) return;
  const type = events[step.event];
  if (type === undefined) {
    const { hint, meant } = meantBy(step.event, Object.keys(events));
    const message = `There is no event \`${step.event}\`${hint}`;
    report({ code: 'name-unknown-event', path: ['event'], message, meant });
    return;
  }
  for (const [name, value] of Object.entries(step.attributes ?? {})) {
    const attribute = Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
    if (attribute !== undefined) {
      checkAttribute(name, value, attribute, report);
      continue;
    }
    const names = Object.keys(type.attributes);
    const { hint, meant } = meantBy(name, names);
    report({
      code: 'name-unknown-attribute',
      path: ['attributes', name],
      message: `\`${step.event}\` has no attribute \`${name}\`${hint}`,
      expected: names.length === 0 ? undefined : oneOf(names),
      meant,
      inKey: true,
    });
  }
}

function checkAttribute(
  name: string,
  value: string | number | boolean,
  { type, unit, values }: AttributeType,
  report: Report,
): void {
  const path = ['attributes', name];
  if (values !== undefined && !values.includes(String(value))) {
    const { hint, meant } = meantBy(String(value), values);
    const message = `\`${name}\` is never \`${String(value)}\`${hint}`;
    report({ code: 'value-not-listed', path, message, expected: oneOf(values), meant });
  } else if (type === 'boolean' && typeof value !== 'boolean') {
    const message = `\`${name}\` is either true or false.`;
    report({ code: 'type-mismatch', path, message, expected: oneOf(['true', 'false']) });
  } else if (unit !== undefined && typeof value !== 'number') {
    const message = `\`${name}\` is a plain figure, which is read in ${unit}.`;
    report({ code: 'type-mismatch', path, message, expected: `a number in ${unit}` });
  }
}

/** What a command cannot be obeyed without. */
const NEEDED: Readonly<
  Record<CommandStep['do'], readonly ('mission' | 'value' | 'badge' | 'level' | 'of')[]>
> = {
  generate: [],
  approve: ['mission'],
  decline: ['mission'],
  withdraw: ['mission'],
  progress: ['mission', 'value'],
  award: ['badge', 'level'],
  revoke: ['badge', 'level'],
  redeem: ['value'],
  hold: ['value'],
  capture: ['of'],
  release: ['of'],
  reverse: ['of'],
  advance: [],
};

/** What those act on that act on what other steps have made, by the names that the story gives. */
const OF: Readonly<Partial<Record<CommandStep['do'], readonly CommandStep['do'][]>>> = {
  capture: ['hold'],
  release: ['hold'],
  reverse: ['redeem', 'hold'],
};

function checkOf(step: CommandStep, story: Story, report: Report): void {
  const makers = OF[step.do];
  if (makers === undefined || step.of === undefined) return;
  const names = story.value.steps.flatMap(other =>
    'do' in other && makers.includes(other.do) && other.id !== undefined
      ? namesOf(other.id, other.repeat)
      : [],
  );
  if (names.includes(step.of)) return;
  const { hint, meant } = meantBy(step.of, names);
  const steps = oneOf(makers.map(maker => `do: ${maker}`));
  const message = `No step with ${steps} has the \`id\` \`${step.of}\`${hint}`;
  const expected = names.length === 0 ? undefined : oneOf(names);
  report({ code: 'name-unknown-reference', path: ['of'], message, expected, meant });
}

/** Copies of a named step are called after it. */
function namesOf(id: string, repeat: CommandStep['repeat']): readonly string[] {
  const copies = Array.from({ length: (repeat?.times ?? 1) - 1 }, (_, index) => `${id}-${index + 2}`);
  return [id, ...copies];
}

function checkCommand(step: CommandStep, known: Tellable, report: Report): void {
  const { mission, badge, level } = step;
  const missing = NEEDED[step.do].filter(field => step[field] === undefined);
  if (missing.length > 0) {
    const fields = missing.map(field => `\`${field}\``).join(' and ');
    const message = `\`${step.do}\` needs ${fields}: without ${missing.length === 1 ? 'it' : 'them'} the step cannot be played.`;
    report({ code: 'schema-missing-field', path: ['do'], message, expected: fields });
  }
  const check = (path: string, kind: string, name: string | undefined, names: readonly string[]): void => {
    if (name === undefined || names.includes(name) || known.faulty.includes(name)) return;
    const { hint, meant } = meantBy(name, names);
    const message = `There is no ${kind} \`${name}\`${hint}`;
    const expected = names.length === 0 ? undefined : oneOf(names);
    report({ code: 'name-unknown-reference', path: [path], message, expected, meant });
  };
  check('mission', 'mission', mission, known.missions);
  const badges = known.badges.map(({ id }) => id);
  check('badge', 'badge', badge, badges);
  const rule = known.badges.find(({ id }) => id === badge);
  if (rule !== undefined) check('level', `level of \`${rule.id}\``, level, rule.levels);
}
