import type { Scope } from '../check/scope.ts';
import { oneOf, suggest } from '../diagnostics/suggest.ts';
import type { DiagnosticCode } from '../diagnostics/index.ts';
import type { Expression, TypeName } from '../program/logic.ts';
import type { AttributeType, EventType, MappingEntry } from '../program/program.ts';
import type { Problem } from '../syntax/problem.ts';
import { compileText } from './compile-text.ts';
import type { CompiledText } from './compile-text.ts';
import { createLiteralScope } from './literals.ts';
import { bindZone } from './bind-zone.ts';

/** One mapping as an author writes it: every expression as its text. */
export interface MappingText {
  readonly id?: string;
  readonly when?: string;
  readonly event_id?: string;
  readonly customer_id: string;
  readonly timestamp: string;
  readonly reversal_of?: string;
  readonly reason?: string;
  readonly event_type?: string;
  readonly types?: string | Readonly<Record<string, string>>;
  /** One for all types, or by type; of several the first that gives something counts. */
  readonly value?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Path = readonly (string | number)[];

/** Takes what is wrong with a mapping; paths are of the mapping. */
export interface MappingReport {
  problems(path: Path, problems: readonly Problem[]): void;
  report(path: Path, code: DiagnosticCode, message: string, expected?: string): void;
}

export interface MappingOptions {
  readonly events: Readonly<Record<string, EventType>>;
  /** The clock that local times of records are on. */
  readonly zone: string;
}

const QUANTITIES: ReadonlySet<TypeName> = new Set(['duration', 'data', 'speed', 'money', 'points']);

/** Compiles one mapping; undefined where something is wrong, which is then reported. */
export function compileMappingEntry(
  text: MappingText,
  { events, zone }: MappingOptions,
  report: MappingReport,
): MappingEntry | undefined {
  let faulty = false;
  const fail = (path: Path, code: DiagnosticCode, message: string, expected?: string): void => {
    faulty = true;
    report.report(path, code, message, expected);
  };
  const compile = (path: Path, source: string, type?: TypeName): CompiledText => {
    const compiled = compileText(source, recordScope(), { ...(type ? { type } : {}), allowMissing: true });
    report.problems(path, compiled.problems);
    const { expression } = compiled;
    if (!expression) faulty = true;
    return expression
      ? { ...compiled, expression: { ...expression, logic: bindZone(expression.logic, zone) } }
      : compiled;
  };
  const optional = (name: 'event_id' | 'reversal_of' | 'reason' | 'event_type'): Expression | undefined =>
    text[name] === undefined ? undefined : compile([name], text[name]).expression;

  const values: Record<string, readonly Expression[]> = {};
  const compileValues = (id: string, path: Path, sources: readonly string[]): void => {
    values[id] = sources.flatMap(source => {
      const { expression } = compile(path, source);
      if (!expression) return [];
      const problem = valueProblem(expression, events[id]);
      if (problem !== undefined) fail(path, 'type-units', problem);
      return [expression];
    });
  };
  const attributes: Record<string, Readonly<Record<string, Expression>>> = {};
  const compileAttributes = (id: string, given: Readonly<Record<string, string>>): void => {
    const type = events[id];
    const compiled: Record<string, Expression> = {};
    for (const [name, source] of Object.entries(given)) {
      const path = ['attributes', id, name];
      const attribute = type && Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
      if (!type || !attribute) {
        const known = Object.keys(type?.attributes ?? {});
        fail(
          path,
          'name-unknown',
          `\`${id}\` has no attribute \`${name}\`${hint(name, known)}`,
          known.join(', '),
        );
        continue;
      }
      const { expression, values: texts } = compile(path, source);
      if (!expression) continue;
      compiled[name] = expression;
      const problem = attributeProblem(name, attribute, expression, texts);
      if (problem) fail(path, problem.code, problem.message, problem.expected);
    }
    attributes[id] = compiled;
  };
  const known = (path: Path, id: string): boolean => {
    if (Object.hasOwn(events, id)) return true;
    fail(path, 'name-unknown', `\`${id}\` is no event type${hint(id, Object.keys(events))}`);
    return false;
  };

  const when = text.when === undefined ? undefined : compile(['when'], text.when, 'boolean').expression;
  const eventId = optional('event_id');
  const customerId = compile(['customer_id'], text.customer_id).expression;
  const timestamp = compile(['timestamp'], text.timestamp).expression;
  const reversalOf = optional('reversal_of');
  const reason = optional('reason');
  const eventType = optional('event_type');
  const types = text.types ?? {};
  if (typeof types === 'string') known(['types'], types);
  else for (const [word, id] of Object.entries(types)) known(['types', word], id);
  if (typeof types !== 'string' && text.event_type === undefined) {
    const expected = '`event_type`, the field with the own word for the type, or `types` with one event type';
    fail(['types'], 'schema-missing-field', 'Nothing says of which type an event is.', expected);
  }
  for (const [id, sources] of Object.entries(valuesByType(text, events))) {
    const path = typeof text.value === 'string' ? ['value'] : ['value', id];
    if (known(path, id)) compileValues(id, path, sources);
  }
  for (const [id, given] of Object.entries(text.attributes ?? {})) {
    if (known(['attributes', id], id)) compileAttributes(id, given);
  }
  if (faulty || !customerId || !timestamp) return undefined;
  return {
    ...(text.id === undefined ? {} : { id: text.id }),
    ...(when ? { when } : {}),
    ...(eventId ? { eventId } : {}),
    customerId,
    timestamp,
    ...(reversalOf ? { reversalOf } : {}),
    ...(reason ? { reason } : {}),
    ...(eventType ? { eventType } : {}),
    types,
    value: values,
    attributes,
  };
}

/** Expressions over one raw record: every name is a field of it. */
function recordScope(): Scope {
  const scope = createLiteralScope();
  return { ...scope, allows: { ...scope.allows, record: true } };
}

/** `value: X` stands for every type that has a value. */
function valuesByType(
  { value = {}, types = {} }: MappingText,
  events: Readonly<Record<string, EventType>>,
): Readonly<Record<string, readonly string[]>> {
  if (typeof value !== 'string') {
    return Object.fromEntries(
      Object.entries(value).map(([id, given]) => [id, typeof given === 'string' ? [given] : given]),
    );
  }
  const ids = typeof types === 'string' ? [types] : Object.values(types);
  return Object.fromEntries(
    [...new Set(ids)].filter(id => events[id]?.unit !== undefined).map(id => [id, [value]]),
  );
}

function valueProblem({ type }: Expression, event: EventType | undefined): string | undefined {
  if (!event) return undefined;
  if (event.valueType === undefined) return `\`${event.id}\` has no value.`;
  if (type === 'text' || type === 'boolean' || type === 'time') {
    return `The value of \`${event.id}\` is counted in ${event.unit ?? 'numbers'}; this is a ${type}.`;
  }
  if (!QUANTITIES.has(type) || type === event.valueType) return undefined;
  return `The value of \`${event.id}\` is counted in ${event.unit ?? 'numbers'}; this is a ${type}.`;
}

function attributeProblem(
  name: string,
  attribute: AttributeType,
  { type }: Expression,
  texts: readonly string[] | undefined,
): { readonly code: DiagnosticCode; readonly message: string; readonly expected: string } | undefined {
  const { values } = attribute;
  const wrong = values && texts?.find(text => !values.includes(text));
  if (values && wrong !== undefined) {
    const message = `\`${name}\` can never be "${wrong}"${hint(wrong, values)}`;
    return { code: 'value-not-listed', message, expected: oneOf(values) };
  }
  const measured = attribute.unit !== undefined && QUANTITIES.has(attribute.type);
  if (!measured || !QUANTITIES.has(type) || type === attribute.type) return undefined;
  const message = `\`${name}\` is counted in ${attribute.unit ?? ''}; this is a ${type}.`;
  return { code: 'type-units', message, expected: `a number, or a quantity of ${attribute.type}` };
}

function hint(name: string, candidates: readonly string[]): string {
  const near = suggest(name, candidates);
  return near.length === 0 ? '.' : ` — did you mean ${oneOf(near)}?`;
}
