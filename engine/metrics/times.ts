/** Times in one flat list, newest first: the newest, then the gaps back. Short, since gaps have few digits. */

export function unpackTimes(list: readonly number[] | undefined): number[] {
  const times: number[] = [];
  for (const [index, item] of (list ?? []).entries())
    times.push(index === 0 ? item : (times[index - 1] ?? 0) - item);
  return times;
}

/** The newest of them before an instant; undefined: there is none. */
export function newestBefore(list: readonly number[], before: number): number | undefined {
  let time = 0;
  for (let index = 0; index < list.length; index += 1) {
    time = index === 0 ? (list[0] ?? 0) : time - (list[index] ?? 0);
    if (time < before) return time;
  }
  return undefined;
}

export function packTimes(times: readonly number[]): number[] {
  return times.map((time, index) => (index === 0 ? time : (times[index - 1] ?? 0) - time));
}

/** Puts a time in its place among times that fall, and cuts the list. */
export function insertTime(times: number[], time: number, most: number): void {
  const index = times.findIndex(other => other < time);
  times.splice(index === -1 ? times.length : index, 0, time);
  if (times.length > most) times.length = most;
}
