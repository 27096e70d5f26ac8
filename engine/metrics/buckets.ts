/**
 * Sparse buckets in one flat list: [lifetime, newest bucket, value, value …], values newest first. Between two values
 * whose buckets are no neighbours stands the number of empty ones plus a half: values are whole numbers. Most
 * customers do the same things day after day, so most values stand alone; that keeps the document small.
 */
export type Buckets = number[];

/** How a bucket takes a further value up. */
export type Merge = (old: number, added: number) => number;

export const add: Merge = (old, added) => old + added;
export const least: Merge = (old, added) => Math.min(old, added);
export const greatest: Merge = (old, added) => Math.max(old, added);

/** What tells a number of empty buckets from a value. */
const GAP = 0.5;

/** Puts a value into its bucket. Sums that come to 0 leave no bucket, so that order cannot show. */
export function putInBucket(list: Buckets, bucket: number, value: number, merge: Merge): void {
  const newest = list[1];
  const old = list[2];
  if (bucket === newest && old !== undefined && merge(old, value) !== 0) {
    list[2] = merge(old, value);
  } else if (newest !== undefined && bucket > newest && value !== 0) {
    const empty = bucket - newest - 1;
    if (empty === 0) list.splice(1, 1, bucket, value);
    else list.splice(1, 1, bucket, value, empty + GAP);
  } else {
    putAnywhere(list, bucket, value, merge);
  }
}

/** Forgets the buckets before `cutoff`; says whether there were any. */
export function dropBuckets(list: Buckets, cutoff: number): boolean {
  const before = list.length;
  let bucket = list[1] ?? 0;
  let end = 1;
  for (let index = 2; index < list.length && bucket >= cutoff; index += 1) {
    const item = list[index] ?? 0;
    if (isGap(item)) {
      bucket -= item - GAP;
    } else {
      end = index + 1;
      bucket -= 1;
    }
  }
  list.length = end;
  return end < before;
}

/** Merges the values of the buckets in [from, to); null where there is none. */
export function readBuckets(
  list: Buckets | undefined,
  from: number,
  to: number,
  merge: Merge,
): number | null {
  if (list === undefined) return null;
  let result = 0;
  let found = false;
  let bucket = list[1] ?? 0;
  for (let index = 2; index < list.length && bucket >= from; index += 1) {
    const item = list[index] ?? 0;
    if (isGap(item)) {
      bucket -= item - GAP;
      continue;
    }
    if (bucket < to) {
      // Nearly all series are sums; adding here spares a call for every bucket.
      result = !found ? item : merge === add ? result + item : merge(result, item);
      found = true;
    }
    bucket -= 1;
  }
  return found ? result : null;
}

/** Calls back for each bucket in [from, to) that holds something, newest first. */
export function eachBucket(
  list: Buckets | undefined,
  from: number,
  to: number,
  visit: (bucket: number) => void,
): void {
  if (list === undefined) return;
  let bucket = list[1] ?? 0;
  for (let index = 2; index < list.length && bucket >= from; index += 1) {
    const item = list[index] ?? 0;
    if (isGap(item)) {
      bucket -= item - GAP;
      continue;
    }
    if (bucket < to) visit(bucket);
    bucket -= 1;
  }
}

/** How many buckets in [from, to) hold something. */
export function countBuckets(list: Buckets | undefined, from: number, to: number): number {
  let count = 0;
  eachBucket(list, from, to, () => (count += 1));
  return count;
}

export function hasBuckets(list: Buckets): boolean {
  return list.length > 1;
}

/** Late events, and sums that come to nothing. */
function putAnywhere(list: Buckets, bucket: number, value: number, merge: Merge): void {
  const pairs = unpack(list);
  const index = pairs.findIndex(([other]) => other <= bucket);
  const [place, old] = [index === -1 ? pairs.length : index, pairs[index]];
  const known = old !== undefined && old[0] === bucket;
  const merged = known ? merge(old[1], value) : value;
  const nothing = merge === add && merged === 0;
  pairs.splice(place, known ? 1 : 0, ...(nothing ? [] : [[bucket, merged] as const]));
  list.splice(1, list.length - 1, ...pack(pairs));
}

type Pair = readonly [bucket: number, value: number];

function unpack(list: Buckets): Pair[] {
  const pairs: Pair[] = [];
  let bucket = list[1] ?? 0;
  for (const item of list.slice(2)) {
    if (isGap(item)) {
      bucket -= item - GAP;
    } else {
      pairs.push([bucket, item]);
      bucket -= 1;
    }
  }
  return pairs;
}

function pack(pairs: readonly Pair[]): number[] {
  const [newest] = pairs;
  if (newest === undefined) return [];
  return [
    newest[0],
    ...pairs.flatMap(([bucket, value], index) => {
      const older = pairs[index + 1];
      return older === undefined ? [value] : [value, ...gapBetween(older[0], bucket)];
    }),
  ];
}

function gapBetween(older: number, newer: number): readonly number[] {
  const empty = newer - older - 1;
  return empty === 0 ? [] : [empty + GAP];
}

function isGap(item: number): boolean {
  return !Number.isInteger(item);
}
