/**
 * Sparse buckets in one flat list: [lifetime, newest bucket, value, gap, value, gap, value …]. A gap is the distance
 * to the next older bucket. Flat numbers are what keeps a customer's document small, and the newest bucket, where
 * nearly every event lands, is found first.
 */
export type Buckets = number[];

/** How a bucket takes a further value up. */
export type Merge = (old: number, added: number) => number;

export const add: Merge = (old, added) => old + added;
export const least: Merge = (old, added) => Math.min(old, added);
export const greatest: Merge = (old, added) => Math.max(old, added);

/** Puts a value into its bucket. Sums that come to 0 leave no bucket, so that order cannot show. */
export function putInBucket(list: Buckets, bucket: number, value: number, merge: Merge): void {
  let index = 1;
  let current = item(list, 1);
  if (list.length === 1 || bucket > current) {
    insertNewest(list, bucket, value, merge);
    return;
  }
  while (current > bucket && index + 2 < list.length) {
    const older = current - item(list, index + 2);
    if (older < bucket) break;
    current = older;
    index += 2;
  }
  if (current === bucket) {
    list[index + 1] = merge(item(list, index + 1), value);
    if (list[index + 1] === 0 && merge === add) removeAt(list, index);
    return;
  }
  if (merge === add && value === 0) return;
  insertAfter(list, index, current - bucket, value);
}

/** Forgets the buckets before `cutoff`. */
export function dropBuckets(list: Buckets, cutoff: number): void {
  let bucket = 0;
  for (let index = 1; index < list.length; index += 2) {
    bucket = index === 1 ? item(list, 1) : bucket - item(list, index);
    if (bucket < cutoff) {
      list.length = index;
      return;
    }
  }
}

/** Merges the values of the buckets in [from, to); null where there is none. */
export function readBuckets(
  list: Buckets | undefined,
  from: number,
  to: number,
  merge: Merge,
): number | null {
  if (list === undefined) return null;
  let result: number | null = null;
  let bucket = 0;
  for (let index = 1; index < list.length; index += 2) {
    bucket = index === 1 ? item(list, 1) : bucket - item(list, index);
    if (bucket < from) break;
    if (bucket < to) result = result === null ? item(list, index + 1) : merge(result, item(list, index + 1));
  }
  return result;
}

/** Calls back for each bucket in [from, to) that holds something, newest first. */
export function eachBucket(
  list: Buckets | undefined,
  from: number,
  to: number,
  visit: (bucket: number) => void,
): void {
  if (list === undefined) return;
  let bucket = 0;
  for (let index = 1; index < list.length; index += 2) {
    bucket = index === 1 ? item(list, 1) : bucket - item(list, index);
    if (bucket < from) return;
    if (bucket < to) visit(bucket);
  }
}

export function hasBuckets(list: Buckets): boolean {
  return list.length > 1;
}

function insertNewest(list: Buckets, bucket: number, value: number, merge: Merge): void {
  if (merge === add && value === 0) return;
  if (list.length === 1) list.push(bucket, value);
  else list.splice(1, 1, bucket, value, bucket - item(list, 1));
}

function insertAfter(list: Buckets, index: number, gap: number, value: number): void {
  if (index + 2 < list.length) list.splice(index + 2, 1, gap, value, item(list, index + 2) - gap);
  else list.push(gap, value);
}

function removeAt(list: Buckets, index: number): void {
  if (index + 2 >= list.length) list.splice(index, 2);
  else if (index === 1) list.splice(1, 3, item(list, 1) - item(list, 3));
  else list.splice(index, 3, item(list, index) + item(list, index + 2));
}

function item(list: Buckets, index: number): number {
  return list[index] ?? 0;
}
