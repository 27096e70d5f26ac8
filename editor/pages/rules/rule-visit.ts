import type { DocumentSummary } from '../../rule-language/protocol.ts';
import { placeOf } from './document-groups.ts';
import type { RulePlace } from './document-groups.ts';

/** What an address shows, kept from one state of the texts to the next. */
export interface RuleVisit {
  readonly splat: string;
  /** The address that led here; a new name of the rule does not count as going elsewhere. */
  readonly address: string;
  readonly place: RulePlace;
  /** The address of the rule by its new name, where it was renamed while it is open. */
  readonly renamedTo?: string;
}

/** Finds what an address means now; a rule that is renamed while it is open stays open, whatever its name. */
export function visitOf(
  last: RuleVisit | undefined,
  splat: string,
  documents: readonly DocumentSummary[],
  files: readonly string[],
): RuleVisit | undefined {
  const place = placeOf(splat, documents, files);
  if (place) {
    const stays =
      last !== undefined && (last.splat === splat || isRenamed(last, place, documents, files));
    return { splat, address: stays ? last.address : splat, place };
  }
  if (last?.splat !== splat || !files.includes(last.place.file)) return undefined;
  const { address } = last;
  const renamed = documents.find(
    ({ kind, file, line }) =>
      kind === splat.split('/')[0] && file === last.place.file && line === last.place.line,
  );
  // While a name is being typed there may be no document at all: its place is kept.
  const kept = { splat, address, place: last.place };
  return renamed ? { ...kept, renamedTo: `${renamed.kind}/${renamed.id}` } : kept;
}

/** Whether an address shows the place that the last one showed, which means nothing any more. */
function isRenamed(
  { splat, place: { file, line } }: RuleVisit,
  place: RulePlace,
  documents: readonly DocumentSummary[],
  files: readonly string[],
): boolean {
  return place.file === file && place.line === line && placeOf(splat, documents, files) === undefined;
}
