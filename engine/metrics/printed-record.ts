/**
 * The canonical JSON of a record whose parts change one by one. It is one text with the places of its parts: of the
 * thousands of customers that are remembered each is long out of the processor's caches when his next step comes, and
 * one text is fetched faster than a hundred short ones.
 */
export interface PrintedRecord {
  text: string;
  /** In order. */
  keys: readonly string[];
  /** Where each key's member ends in the text; one character further on the next one begins. */
  ends: number[];
  /** Keys that have changed since. */
  changed: string[];
}

type Parts<T> = Readonly<Record<string, T>>;

/** Nothing is printed of it yet. */
export function createPrintedRecord(record: Parts<unknown>): PrintedRecord {
  return { text: '{}', keys: [], ends: [], changed: Object.keys(record) };
}

/** To be called for every key whose part has changed, has come or has gone. */
export function noteKey({ changed }: PrintedRecord, key: string): void {
  if (!changed.includes(key)) changed.push(key);
}

export function printRecord<T>(printed: PrintedRecord, record: Parts<T>, print: (part: T) => string): string {
  if (printed.changed.length === 0) return printed.text;
  const places = placesOfChanged(printed, record);
  if (places === null) printWhole(printed, record, print);
  else if (places.length > 0) printInPlace(printed, places, record, print);
  printed.changed = [];
  return printed.text;
}

/** Most changes are to what is there already; null: keys have come or gone. */
function placesOfChanged({ changed, keys }: PrintedRecord, record: Parts<unknown>): number[] | null {
  const places: number[] = [];
  for (const key of changed) {
    const place = placeOf(keys, key);
    if (place >= 0 !== (record[key] !== undefined)) return null;
    if (place >= 0) insertInOrder(places, place);
  }
  return places;
}

function insertInOrder(places: number[], place: number): void {
  let index = places.length;
  for (; index > 0 && (places[index - 1] ?? 0) > place; index -= 1) places[index] = places[index - 1] ?? 0;
  places[index] = place;
}

function printInPlace<T>(
  printed: PrintedRecord,
  places: readonly number[],
  record: Parts<T>,
  print: (part: T) => string,
): void {
  const { text, keys, ends } = printed;
  const pieces: string[] = [];
  let copied = 0;
  let longer = 0;
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index] ?? 0;
    const key = keys[place] ?? '';
    const member = memberOf(key, record[key] as T, print);
    const end = ends[place] ?? 0;
    const start = place === 0 ? 1 : (ends[place - 1] ?? 0) - longer + 1;
    pieces.push(text.slice(copied, start), member);
    copied = end;
    longer += member.length - (end - start);
    const next = places[index + 1] ?? keys.length;
    for (let other = place; other < next; other += 1) ends[other] = (ends[other] ?? 0) + longer;
  }
  pieces.push(text.slice(copied));
  printed.text = pieces.join('');
}

function printWhole<T>(printed: PrintedRecord, record: Parts<T>, print: (part: T) => string): void {
  const { text, keys, ends, changed } = printed;
  const anew = new Set(changed);
  const present = Object.keys(record).sort();
  const members = present.map(key => {
    const place = anew.has(key) ? -1 : placeOf(keys, key);
    if (place < 0) return memberOf(key, record[key] as T, print);
    return text.slice(place === 0 ? 1 : (ends[place - 1] ?? 0) + 1, ends[place]);
  });
  let end = 0;
  printed.ends = members.map(member => (end += member.length + 1));
  printed.keys = present;
  printed.text = `{${members.join(',')}}`;
}

/** Keys are short and of letters and digits alone. */
function memberOf<T>(key: string, part: T, print: (part: T) => string): string {
  return `"${key}":${print(part)}`;
}

/** Below 0: it is not there. */
function placeOf(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = keys[middle] ?? '';
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
