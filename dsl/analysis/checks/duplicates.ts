import { createOwners } from '../../compile/causes/document-owners.ts';
import { stableJson } from '../../compile/keys.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.ts';
import type { DocumentKind, DocumentPath } from '../../documents/index.ts';
import type { Logic } from '../../program/logic.ts';
import type { Program } from '../../program/program.ts';
import { writing } from '../fixes.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { createFindTwin } from './same-customers.ts';

interface Said {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly path: DocumentPath;
  /** All that the rule says, its names left out. */
  readonly content: unknown;
}

/**
 * Rules of one kind that say the same, and segments of the same customers in other words; a rule is not judged by a
 * condition that decides nothing, which is told already.
 */
export function checkDuplicates(subject: Subject, before: readonly Diagnostic[]): readonly Diagnostic[] {
  const ownerOf = createOwners(subject.documents);
  const told = new Set(before.filter(({ code }) => UNDECIDED.has(code)).map(ownerOf));
  const isTold = (kind: DocumentKind, id: string) => told.has(subject.document(kind, id));
  const all = saidBy(subject.program).filter(({ kind, id }) => !isTold(kind, id));
  const first = new Map<string, Said>();
  const findTwin = createFindTwin(subject.theory);
  return all.flatMap(said => {
    const key = stableJson([said.kind, said.content]);
    const twin = first.get(key)?.id ?? (said.kind === 'segment' ? findTwin(said.id) : undefined);
    if (twin !== undefined && isTold(said.kind, twin)) return [];
    if (twin !== undefined) return report(subject, said, twin) ?? [];
    first.set(key, said);
    return [];
  });
}

const UNDECIDED: ReadonlySet<DiagnosticCode> = new Set([
  'condition-never', 'condition-always', 'branch-never', 'rule-never',
]); // prettier-ignore

function saidBy(program: Program): readonly Said[] {
  return [
    ...program.named.flatMap(({ id, value, of }): readonly Said[] =>
      of !== undefined || isPlain(value.logic)
        ? []
        : [{ kind: 'metric', id, path: ['value'], content: value.logic }],
    ),
    ...program.segments.map(({ id, when }): Said => ({
      kind: 'segment',
      id,
      path: ['when'],
      content: when.logic,
    })),
    ...program.missions.map((rule): Said => {
      const { id, segments, fixed, variants, generate } = rule;
      return {
        kind: 'mission',
        id,
        path: ['generate', 'when'],
        content: { segments, fixed, variants, generate },
      };
    }),
    ...program.badges.map(({ id, levels }): Said => ({
      kind: 'badge',
      id,
      path: ['levels'],
      content: levels.map(({ level, when }) => [level, when.logic]),
    })),
    ...program.scores.map(({ id, terms, result, atLeast, atMost }): Said => ({
      kind: 'score',
      id,
      path: ['terms'],
      content: { terms, result, atLeast, atMost },
    })),
  ];
}

/** A constant or another name for a name is no formula: two things may well be alike in it. */
function isPlain(logic: Logic): boolean {
  return logic === null || typeof logic !== 'object' || 'var' in logic;
}

function report(subject: Subject, { kind, id, path }: Said, twin: string): Diagnostic | undefined {
  const document = subject.document(kind, id);
  if (document === undefined) return undefined;
  const message = `\`${id}\` says the same as the ${kind} \`${twin}\`: one of them can go, or they were meant to differ.`;
  // A metric may stand for another by its name; what customers hold cannot.
  const fixes = kind === 'metric' ? writing({ document, path }, twin) : [];
  return finding('rule-duplicate', { document, path }, message, { fixes });
}
