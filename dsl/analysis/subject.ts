import type { Compiled } from '../compile/program.ts';
import { diagnostic } from '../diagnostics/index.ts';
import type { Diagnostic, DiagnosticCode, Fix } from '../diagnostics/index.ts';
import type { DocumentKind, DocumentOf, DocumentPath, LoadedDocument } from '../documents/index.ts';
import type { MissionRule, Program } from '../program/program.ts';
import type { Span } from '../syntax/ast.ts';
import type { Example } from '../diagnostics/diagnostic.ts';
import { createCustomerTheory } from './theory/customer-theory.ts';
import type { CustomerTheory } from './theory/customer-theory.ts';
import { createMissionTheory } from './theory/mission-theory.ts';
import type { Theory } from './solver/theory.ts';

/** A programme to be looked through. */
export interface Subject {
  readonly program: Program;
  readonly documents: readonly LoadedDocument[];
  readonly conditions: Compiled['conditions'];
  /** What the variables of rules outside of missions can be. */
  readonly theory: CustomerTheory;
  /** The same for those of a mission, whichever variant and level is given. */
  missionTheory(rule: MissionRule): Theory;
  document<Kind extends DocumentKind>(kind: Kind, id: string): DocumentOf<Kind> | undefined;
}

export function createSubject(compiled: Compiled, program: Program): Subject {
  const { documents, conditions } = compiled;
  const theory = createCustomerTheory(program);
  const missions = new Map<string, Theory>();
  return {
    program,
    documents,
    conditions,
    theory,
    missionTheory: rule => {
      const known = missions.get(rule.id) ?? createMissionTheory(theory, rule);
      missions.set(rule.id, known);
      return known;
    },
    document: <Kind extends DocumentKind>(kind: Kind, id: string) =>
      documents.find(
        (document): document is DocumentOf<Kind> => document.kind === kind && document.id === id,
      ),
  };
}

/** Where something was found: a field of a document, and what of its text. */
export interface Place {
  readonly document: LoadedDocument;
  readonly path: DocumentPath;
  readonly span?: Span;
}

export interface FindingDetails {
  readonly example?: Example | undefined;
  readonly expected?: string;
  readonly fixes?: readonly Fix[];
}

/** One finding as a diagnostic at its place. */
export function finding(
  code: DiagnosticCode,
  { document, path, span }: Place,
  message: string,
  { example, expected, fixes }: FindingDetails = {},
): Diagnostic {
  const { range, expression } = document.locate(path);
  const narrowed = span === undefined ? undefined : expression?.rangeIn(span.start, span.end);
  const found = diagnostic(code, { file: document.file, range: narrowed ?? range, message, expected, fixes });
  return example === undefined ? found : { ...found, example };
}

/** What the author wrote there. */
export function textAt({ document, path, span }: Place): string {
  const text = document.locate(path).expression?.text ?? '';
  return (span === undefined ? text : text.slice(span.start, span.end)).replace(/\s+/g, ' ').trim();
}
