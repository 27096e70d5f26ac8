import type { Scope } from '../../check/scope.ts';
import { suggest } from '../../diagnostics/index.ts';
import type { DiagnosticCode } from '../../diagnostics/index.ts';
import type { Expression, TypeName } from '../../program/logic.ts';
import type { EventType, MappingEntry } from '../../program/program.ts';
import type { Problem } from '../../syntax/problem.ts';
import { bindZone } from './bind-zone.ts';
import { compileText } from '../expressions/compile-text.ts';
import type { CompiledText } from '../expressions/compile-text.ts';
import { createLiteralScope } from '../expressions/literals.ts';
import { attributeProblem, didYouMean, valueProblem } from './mapping-checks.ts';
import type { TextCompiler } from '../expressions/text-memo.ts';

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
  /** `slip`: a name that is not known, the field's key or its value, and the one that it may be meant for. */
  report(path: Path, code: DiagnosticCode, message: string, expected?: string, slip?: NameSlip): void;
}

export interface NameSlip {
  readonly name: string;
  readonly meant: string | undefined;
}

export interface MappingOptions {
  readonly events: Readonly<Record<string, EventType>>;
  /** The clock that local times of records are on. */
  readonly zone: string;
  readonly compileText?: TextCompiler;
}

/** Compiles one mapping; undefined where something is wrong, which is then reported. */
export function compileMappingEntry(
  text: MappingText,
  options: MappingOptions,
  report: MappingReport,
): MappingEntry | undefined {
  const compiler = createEntryCompiler(options, report);
  const optional = {
    when: compiler.expression(['when'], text.when, 'boolean'),
    eventId: compiler.expression(['event_id'], text.event_id),
    reversalOf: compiler.expression(['reversal_of'], text.reversal_of),
    reason: compiler.expression(['reason'], text.reason),
    eventType: compiler.expression(['event_type'], text.event_type),
  };
  const customerId = compiler.expression(['customer_id'], text.customer_id);
  const timestamp = compiler.expression(['timestamp'], text.timestamp);
  checkEventType(compiler, text, options.events);
  const types = compileTypes(compiler, text);
  const value = compileValues(compiler, text, options.events);
  const attributes = compileAttributes(compiler, text);
  if (compiler.failed() || !customerId || !timestamp) return undefined;
  const named = text.id === undefined ? {} : { id: text.id };
  return { ...named, ...present(optional), customerId, timestamp, types, value, attributes };
}

interface EntryCompiler {
  /** Undefined where there is no text, and where it is faulty. */
  expression(path: Path, text: string | undefined, type?: TypeName): Expression | undefined;
  text(path: Path, text: string, type?: TypeName): CompiledText;
  eventType(path: Path, id: string): EventType | undefined;
  report: MappingReport['report'];
  failed(): boolean;
}

function createEntryCompiler(
  { events, zone, compileText: compile = compileText }: MappingOptions,
  to: MappingReport,
): EntryCompiler {
  let faulty = false;
  const scope = recordScope();
  const compiler: EntryCompiler = {
    expression: (path, source, type) =>
      source === undefined ? undefined : compiler.text(path, source, type).expression,
    text: (path, source, type) => {
      const compiled = compile(source, scope, { ...(type ? { type } : {}), allowMissing: true });
      to.problems(path, compiled.problems);
      const { expression } = compiled;
      if (expression)
        return { ...compiled, expression: { ...expression, logic: bindZone(expression.logic, zone) } };
      faulty = true;
      return compiled;
    },
    eventType: (path, id) => {
      const type = Object.hasOwn(events, id) ? events[id] : undefined;
      if (!type) {
        const known = Object.keys(events);
        const message = `\`${id}\` is no event type${didYouMean(id, known)}`;
        compiler.report(path, 'name-unknown-event', message, undefined, slipOf(id, known));
      }
      return type;
    },
    report: (...problem) => {
      faulty = true;
      to.report(...problem);
    },
    failed: () => faulty,
  };
  return compiler;
}

/** Expressions over one raw record: every name is a field of it. */
function recordScope(): Scope {
  const scope = createLiteralScope();
  return { ...scope, allows: { ...scope.allows, record: true } };
}

/** `event_type: usage.data`: the type itself, where the field that holds the records' own word for it is asked for. */
function checkEventType(
  compiler: EntryCompiler,
  { event_type: id }: MappingText,
  events: MappingOptions['events'],
): void {
  if (id === undefined || !id.includes('.') || !Object.hasOwn(events, id)) return;
  const message = `\`${id}\` is an event type, but \`event_type\` names the field that tells the type: where all records are of one type, write \`types: ${id}\` instead.`;
  compiler.report(['event_type'], 'type-mismatch', message, `\`types: ${id}\``);
}

function compileTypes(
  compiler: EntryCompiler,
  { types = {}, event_type }: MappingText,
): MappingEntry['types'] {
  if (typeof types === 'string') {
    compiler.eventType(['types'], types);
    return types;
  }
  for (const [word, id] of Object.entries(types)) compiler.eventType(['types', word], id);
  if (event_type === undefined) {
    const expected = '`event_type`, the field with the own word for the type, or `types` with one event type';
    compiler.report(['types'], 'schema-missing-field', 'Nothing says of which type an event is.', expected);
  }
  return types;
}

function compileValues(
  compiler: EntryCompiler,
  text: MappingText,
  events: MappingOptions['events'],
): MappingEntry['value'] {
  const values: Record<string, readonly Expression[]> = {};
  for (const [id, sources] of Object.entries(valuesByType(text, events))) {
    const path = typeof text.value === 'string' ? ['value'] : ['value', id];
    const type = compiler.eventType(path, id);
    if (!type) continue;
    const expressions = sources.flatMap(source => compiler.expression(path, source) ?? []);
    for (const expression of expressions) {
      const problem = valueProblem(expression, type);
      if (problem) compiler.report(path, problem.code, problem.message, problem.expected);
    }
    values[id] = expressions;
  }
  return values;
}

/** `value: X` stands for every type that has a value. */
function valuesByType(
  { value = {}, types = {} }: MappingText,
  events: MappingOptions['events'],
): Readonly<Record<string, readonly string[]>> {
  if (typeof value !== 'string') {
    return Object.fromEntries(
      Object.entries(value).map(([id, given]) => [id, typeof given === 'string' ? [given] : given]),
    );
  }
  const ids = typeof types === 'string' ? [types] : Object.values(types);
  const valued = [...new Set(ids)].filter(id => Object.hasOwn(events, id) && events[id]?.unit !== undefined);
  return Object.fromEntries(valued.map(id => [id, [value]]));
}

function compileAttributes(
  compiler: EntryCompiler,
  { attributes = {} }: MappingText,
): MappingEntry['attributes'] {
  const compiled: Record<string, Readonly<Record<string, Expression>>> = {};
  for (const [id, given] of Object.entries(attributes)) {
    const type = compiler.eventType(['attributes', id], id);
    if (type) compiled[id] = compileAttributesOf(compiler, type, given);
  }
  return compiled;
}

function compileAttributesOf(
  compiler: EntryCompiler,
  type: EventType,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, Expression>> {
  const compiled: Record<string, Expression> = {};
  for (const [name, source] of Object.entries(given)) {
    const path = ['attributes', type.id, name];
    const attribute = Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
    if (!attribute) {
      const known = Object.keys(type.attributes);
      const message = `\`${type.id}\` has no attribute \`${name}\`${didYouMean(name, known)}`;
      compiler.report(path, 'name-unknown-attribute', message, known.join(', '), slipOf(name, known));
      continue;
    }
    const { expression, values } = compiler.text(path, source);
    if (!expression) continue;
    compiled[name] = expression;
    const problem = attributeProblem(name, attribute, expression, values);
    if (problem) compiler.report(path, problem.code, problem.message, problem.expected);
  }
  return compiled;
}

const slipOf = (name: string, known: readonly string[]): NameSlip => ({
  name,
  meant: suggest(name, known)[0],
});

/** The object without what is undefined. */
export function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
