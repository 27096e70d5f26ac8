/** How many days are meant by a unit whose length the calendar decides, so that no figure can have it. */
export function daysOfCalendarUnit(unit: string): number | undefined {
  return DAYS.get(unit.toLowerCase().replace(/s$/, ''));
}

const DAYS: ReadonlyMap<string, number> = new Map([
  ['week', 7],
  ['wk', 7],
  ['w', 7],
  ['fortnight', 14],
  ['month', 30],
  ['mo', 30],
  ['quarter', 90],
  ['year', 365],
  ['yr', 365],
  ['y', 365],
]);
