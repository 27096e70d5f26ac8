import type { Effect, Entry, Snapshot } from '../../../engine/model.ts';

/** What has to hold of any customer's document and journal, whatever happened; says in sentences what does not. */
export function checkJournal(
  snapshot: Snapshot,
  entries: readonly Entry[],
  maxActive: number,
): readonly string[] {
  return [
    ...checkOrder(snapshot, entries),
    ...checkLedger(snapshot, entries),
    ...checkMissions(entries, maxActive),
    ...checkBadges(entries),
  ];
}

/** Steps follow one another without holes, each entry once. */
function checkOrder(snapshot: Snapshot, entries: readonly Entry[]): readonly string[] {
  const problems: string[] = [];
  const ids = entries.map(({ id }) => id);
  for (const id of repeated(ids)) problems.push(`entry ${id} stands twice in the journal`);
  if (snapshot.entries !== entries.length)
    problems.push(`the document counts ${snapshot.entries} entries, the journal has ${entries.length}`);
  let [v, i] = [0, 0];
  for (const entry of entries) {
    const follows = (entry.v === v && entry.i === i + 1) || (entry.v === v + 1 && entry.i === 0);
    if (!follows) problems.push(`entry ${entry.id} is ${entry.v}/${entry.i}, behind ${v}/${i}`);
    [v, i] = [entry.v, entry.i];
  }
  if (snapshot.v !== v) problems.push(`the document is at step ${snapshot.v}, the journal at ${v}`);
  return problems;
}

/** Double entry: postings sum to zero, each is made once, and their sum is the balance. */
function checkLedger(snapshot: Snapshot, entries: readonly Entry[]): readonly string[] {
  const problems: string[] = [];
  const postings = entries.flatMap(({ effects }) =>
    effects.filter(effect => effect.kind === 'points_posted'),
  );
  for (const { posting_key, lines } of postings) {
    const sum = lines.reduce((total, { amount }) => total + amount, 0);
    if (sum !== 0) problems.push(`the lines of posting ${posting_key} sum to ${sum}`);
  }
  for (const key of repeated(postings.map(({ posting_key }) => posting_key)))
    problems.push(`posting ${key} was made twice`);
  const balance = postings
    .flatMap(({ lines }) => lines)
    .reduce((total, { account, amount }) => total + (account === 'customer' ? amount : 0), 0);
  problems.push(...checkSpending(postings));
  if (balance !== snapshot.summary.points)
    problems.push(`the ledger comes to ${balance} points, the balance is ${snapshot.summary.points}`);
  return problems;
}

/** Nothing is spent or set aside that is not there. */
function checkSpending(postings: readonly Extract<Effect, { kind: 'points_posted' }>[]): readonly string[] {
  let balance = 0;
  return postings.flatMap(({ posting_key, cause, lines }) => {
    for (const { account, amount } of lines) if (account === 'customer') balance += amount;
    const isSpending = cause === 'redemption' || cause === 'hold';
    return isSpending && balance < 0 ? [`posting ${posting_key} spends ${-balance} more than there is`] : [];
  });
}

/** At no moment more missions than the policy allows, and each ends once. */
function checkMissions(entries: readonly Entry[], maxActive: number): readonly string[] {
  const problems: string[] = [];
  const open = new Set<string>();
  const completed = new Set<string>();
  for (const { id, effects } of entries) {
    for (const effect of effects) {
      if (effect.kind === 'mission_proposed' || effect.kind === 'mission_assigned')
        open.add(effect.mission.id);
      else if (endsMission(effect)) open.delete(effect.mission);
      if (effect.kind === 'mission_completed') {
        if (completed.has(effect.mission)) problems.push(`mission ${effect.mission} was completed twice`);
        completed.add(effect.mission);
      }
      if (effect.kind === 'mission_reversed') completed.delete(effect.mission);
    }
    if (open.size > maxActive) problems.push(`after ${id} ${open.size} missions are open`);
  }
  return problems;
}

function endsMission(
  effect: Effect,
): effect is Extract<Effect, { readonly mission: string; readonly template: string }> {
  return ENDINGS.has(effect.kind);
}

const ENDINGS: ReadonlySet<Effect['kind']> = new Set([
  'mission_closing',
  'mission_completed',
  'mission_expired',
  'mission_withdrawn',
  'mission_reversed',
]);

const LEVELS = ['bronze', 'silver', 'gold', 'platinum'];

/** No level is awarded while it is held, or without the one below it. */
function checkBadges(entries: readonly Entry[]): readonly string[] {
  const problems: string[] = [];
  const held = new Set<string>();
  for (const effect of entries.flatMap(({ effects }) => effects)) {
    if (effect.kind !== 'badge_awarded' && effect.kind !== 'badge_revoked') continue;
    const key = `${effect.badge}:${effect.level}`;
    if (effect.kind === 'badge_revoked') {
      if (!held.delete(key)) problems.push(`badge ${key} was revoked and not held`);
      continue;
    }
    if (held.has(key)) problems.push(`badge ${key} was awarded twice`);
    const below = LEVELS[LEVELS.indexOf(effect.level) - 1];
    if (below !== undefined && !held.has(`${effect.badge}:${below}`))
      problems.push(`badge ${key} was awarded without ${below}`);
    held.add(key);
  }
  return problems;
}

export function repeated(items: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return items.filter(item => seen.size === seen.add(item).size);
}
