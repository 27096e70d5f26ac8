import { diagnostic, hasErrors } from '../../diagnostics/index.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.ts';
import type { DocumentOf, DocumentPath } from '../../documents/document.ts';
import type { EventType, MappingEntry, Program, SourceRule, SourceType } from '../../program/program.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { writeKey, writeValue } from '../fields/field-fixes.ts';
import { compileMappingEntry } from './mapping-entries.ts';
import type { MappingReport, MappingText, NameSlip } from './mapping-entries.ts';
import { readMapping } from './read-mapping.ts';
import { layOver } from './short-mapping.ts';

/** A `kind: source` document: the template for sources of its type. */
export function compileSource(
  document: DocumentOf<'source'>,
  events: Readonly<Record<string, EventType>>,
  zone: string,
  fields: FieldCompiler,
): SourceRule {
  const { source_type, sync_frequency, event_mapping } = document.value;
  const list: readonly { readonly path: readonly (string | number)[]; readonly text: MappingText }[] = isList(
    event_mapping,
  )
    ? event_mapping.map((text, index) => ({ path: ['event_mapping', index], text }))
    : [{ path: ['event_mapping'], text: event_mapping }];
  const entries = list.flatMap(({ path, text }) => {
    const entry = compileMappingEntry(
      text,
      { events, zone, compileText: fields.compileText },
      {
        problems: (inside, problems) => {
          fields.reportProblems(document, [...path, ...inside], problems);
        },
        report: (inside, code, message, expected, slip) => {
          const place = [...path, ...inside];
          if (slip === undefined) fields.report(document, place, code, message, expected);
          else fields.diagnostics.push(slipAt(document, place, code, message, expected, slip));
        },
      },
    );
    return entry ? [entry] : [];
  });
  return {
    id: document.id,
    name: document.name,
    sourceType: source_type,
    syncFrequency: sync_frequency ?? 'real_time',
    entries,
  };
}

/** A name that is not known stands in the key where the path ends with it, else in the value. */
function slipAt(
  document: DocumentOf<'source'>,
  path: DocumentPath,
  code: DiagnosticCode,
  message: string,
  expected: string | undefined,
  { name, meant }: NameSlip,
): Diagnostic {
  const { range, keyRange } = document.locate(path);
  const isKey = path.at(-1) === name;
  const fixes = isKey ? writeKey(document, path, meant) : writeValue(document, path, meant);
  const place = isKey ? (keyRange ?? range) : range;
  return diagnostic(code, { file: document.file, range: place, message, expected, fixes });
}

export interface CompiledMapping {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where anything is wrong. */
  readonly entries?: readonly MappingEntry[];
}

/**
 * A mapping as the API takes it: in full, or short and laid over the template of its source type.
 * @example compileMapping({ event_type: 'call_type', value: 'duration', timestamp: 'call_time' }, 'cdr', program)
 */
export function compileMapping(mapping: unknown, sourceType: SourceType, program: Program): CompiledMapping {
  const diagnostics: Diagnostic[] = [];
  const report = jsonReport(diagnostics);
  const types = Object.values(program.events).filter(type => type.sourceTypes.includes(sourceType));
  const read = readMapping(mapping, types, report);
  if (!read) return { diagnostics };
  const template = program.sources.find(source => source.sourceType === sourceType)?.entries ?? [];
  if (read.kind === 'short' && template.length === 0) {
    const expected = 'customer_id, timestamp and types';
    report.report(
      [],
      'schema-missing-field',
      `There is no template for ${sourceType} sources to complete this.`,
      expected,
    );
    return { diagnostics };
  }
  const texts =
    read.kind === 'short' ? template.map(entry => layOver(read.short, entry, types)) : read.entries;
  const options = { events: program.events, zone: program.policy.time.zone };
  const entries = texts.flatMap(text => compileMappingEntry(text, options, report) ?? []);
  return hasErrors(diagnostics) ? { diagnostics } : { diagnostics, entries };
}

/** Problems of JSON have no place in a file: the message begins with the part of the mapping that it is about. */
function jsonReport(diagnostics: Diagnostic[]): MappingReport {
  const seen = new Set<string>();
  const add = (
    path: readonly (string | number)[],
    code: DiagnosticCode,
    message: string,
    details: Details,
  ): void => {
    const place = path.length === 0 ? '' : `${path.join('.')}: `;
    // Entries of one template share what was laid over them, and its faults.
    if (seen.has(place + message)) return;
    seen.add(place + message);
    const { start = 0, end = 0, expected } = details;
    const position = (offset: number) => ({ line: 1, column: offset + 1, offset });
    const range = { start: position(start), end: position(end) };
    diagnostics.push(
      diagnostic(code, { file: 'event_mapping', range, message: `${place}${message}`, expected }),
    );
  };
  return {
    problems: (path, problems) => {
      for (const { code, message, span, expected } of problems)
        add(path, code, message, { ...span, expected });
    },
    report: (path, code, message, expected) => {
      add(path, code, message, { expected });
    },
  };
}

interface Details {
  readonly start?: number;
  readonly end?: number;
  readonly expected: string | undefined;
}

function isList<T, U>(value: T | readonly U[]): value is readonly U[] {
  return Array.isArray(value);
}
