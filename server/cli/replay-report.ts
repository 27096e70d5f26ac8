import type { Finding, Verified } from '../services/verify/index.ts';
import { count } from './output.ts';

/** What a replay came to. */
export interface ReplayResult {
  customers: number;
  entries: number;
  withoutDigest: number;
  /** Customers who differed, and those among them who were put right. */
  readonly differing: string[];
  readonly repaired: string[];
  /** What is kept for all, programs among it: how much of it differed, and how much still does. */
  shared: { readonly differing: number; readonly left: number };
  /** Of a back-up: entries of steps that it had caught by half, and customers who had been erased. */
  readonly restored: { dropped: number; erased: number };
  readonly findings: Finding[];
}

export function emptyResult(): ReplayResult {
  return {
    customers: 0,
    entries: 0,
    withoutDigest: 0,
    differing: [],
    repaired: [],
    shared: { differing: 0, left: 0 },
    restored: { dropped: 0, erased: 0 },
    findings: [],
  };
}

export function addCustomer(result: ReplayResult, verified: Verified): void {
  const { customer, findings, repaired, entries, withoutDigest, restored } = verified;
  result.customers += 1;
  result.entries += entries;
  result.withoutDigest += withoutDigest;
  result.restored.dropped += restored.dropped;
  result.restored.erased += restored.erased ? 1 : 0;
  if (findings.length === 0) return;
  result.differing.push(customer);
  result.findings.push(...findings);
  if (repaired) result.repaired.push(customer);
}

export function addShared(result: ReplayResult, findings: readonly Finding[], repaired: boolean): void {
  result.findings.push(...findings);
  // Programs are not put right by anything here.
  const left = repaired ? findings.filter(finding => finding.in !== 'projection').length : findings.length;
  result.shared = { differing: findings.length, left };
}

/** Customers and shared things that differ, and were not put right. */
export function leftOf({ differing, repaired, shared }: ReplayResult): number {
  return differing.length - repaired.length + shared.left;
}

/** The same for programs: all of it where it was looked at in detail. */
export function showResult(result: ReplayResult, isDetailed: boolean): object {
  const { customers, entries, withoutDigest, differing, repaired, shared, restored, findings } = result;
  if (!isDetailed) return { customers, differing };
  const left = leftOf(result);
  return {
    customers,
    entries,
    without_digest: withoutDigest,
    differing,
    repaired,
    shared,
    restored,
    left,
    findings,
  };
}

/** In a line: "12 customers, 340 entries: 10 customers differ, 3 of them put right; 7 are left and need a back-up" */
export function summaryOf(
  result: ReplayResult,
  { isDetailed, repair }: { readonly isDetailed: boolean; readonly repair: boolean },
): string {
  const { customers, entries, withoutDigest, findings } = result;
  const looked = [
    count(customers, 'customer'),
    ...(isDetailed ? [count(entries, 'entry', 'entries')] : []),
    ...(isDetailed && withoutDigest > 0 ? [`${number(withoutDigest)} of them older than digests`] : []),
  ].join(', ');
  const mended = mendedSentences(result);
  const found = findings.length === 0 ? ['all are what the journal gives'] : differences(result);
  return `${looked}: ${[...mended, ...found, ...remedy(result, isDetailed, repair)].join('; ')}`;
}

function mendedSentences({ restored: { dropped, erased } }: ReplayResult): readonly string[] {
  return [
    ...(dropped > 0
      ? [`${count(dropped, 'entry', 'entries')} that a back-up had caught by half taken out`]
      : []),
    ...(erased > 0 ? [`${count(erased, 'customer')} of the back-up erased again`] : []),
  ];
}

function differences({ differing, repaired, shared }: ReplayResult): readonly string[] {
  const ofCustomers = `${count(differing.length, 'customer')} ${verb(differing.length)}`;
  const ofShared = `${number(shared.differing)} of the lists, totals and programs ${verb(shared.differing)}`;
  return [
    ...(differing.length > 0 ? [`${ofCustomers}${putRight(repaired.length, differing.length)}`] : []),
    ...(shared.differing > 0
      ? [`${ofShared}${putRight(shared.differing - shared.left, shared.differing)}`]
      : []),
  ];
}

function putRight(right: number, all: number): string {
  if (right === 0) return '';
  return right === all
    ? all === 1
      ? ', and is put right'
      : ', and all are put right'
    : `, ${number(right)} of them put right`;
}

function remedy(result: ReplayResult, isDetailed: boolean, repair: boolean): readonly string[] {
  if (!isDetailed || leftOf(result) === 0) return [];
  return [`what is left needs ${repair ? 'a back-up' : 'a back-up, or --repair'}`];
}

const verb = (many: number): string => (many === 1 ? 'differs' : 'differ');
const number = (value: number): string => value.toLocaleString('en');
