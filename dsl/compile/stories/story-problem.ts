import { diagnostic } from '../../diagnostics/index.ts';
import type { DiagnosticCode, Fix } from '../../diagnostics/index.ts';
import type { DocumentOf, DocumentPath } from '../../documents/document.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { writeKey, writeValue } from '../fields/field-fixes.ts';

export type Story = DocumentOf<'test'>;
export type Step = Story['value']['steps'][number];
export type EventStep = Extract<Step, { readonly event: string }>;
export type CommandStep = Extract<Step, { readonly do: string }>;

/** What is wrong with a story, in a part of it. */
export interface Problem {
  readonly code: DiagnosticCode;
  /** Within the part. */
  readonly path: DocumentPath;
  readonly message: string;
  readonly expected?: string | undefined;
  /** The word that is meant, in place of the key or the value. */
  readonly meant?: string | undefined;
  readonly inKey?: boolean;
  /** Where something else than another word mends it. */
  readonly fixes?: readonly Fix[];
}

export type Report = (problem: Problem) => void;

/** Reports problems of the part of a story at `part`: a step, or all of it. */
export function reporter(story: Story, part: DocumentPath, fields: FieldCompiler): Report {
  return ({ code, path, message, expected, meant, inKey = false, fixes: others }) => {
    const whole = [...part, ...path];
    const { range, keyRange } = story.locate(whole);
    const fixes = others ?? (inKey ? writeKey : writeValue)(story, whole, meant);
    const place = { file: story.file, range: inKey ? (keyRange ?? range) : range };
    fields.diagnostics.push(diagnostic(code, { ...place, message, expected, fixes }));
  };
}

/** A clause as a sentence. */
export function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
