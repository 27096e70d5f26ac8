/**
 * The calendar as plain numbers: a day is the count of days since 1970-01-01, so that windows are subtractions.
 * Weeks, months and quarters are counted from their own zero in the same way.
 */
export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter';

export interface CivilDate {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
}

/** 1 = Monday … 7 = Sunday. */
export type Weekday = number;

const DAYS_PER_ERA = 146_097;

/** `civilDate(0)` is 1970-01-01. */
export function civilDate(day: number): CivilDate {
  // Years that start in March put the leap day last, which makes the month lengths regular.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** The inverse of `civilDate`; months beyond 1–12 carry into the year. */
export function dayNumber(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const civilYear = Math.floor(months / 12);
  const civilMonth = months - civilYear * 12 + 1;
  const marchYear = civilMonth <= 2 ? civilYear - 1 : civilYear;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (civilMonth + (civilMonth > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719_468;
}

export function weekday(day: number): Weekday {
  return modulo(day + 3, 7) + 1;
}

/** Number of the unit that holds `day`; weeks start on `weekStarts`. */
export function unitOfDay(unit: CalendarUnit, day: number, weekStarts: Weekday): number {
  if (unit === 'day') return day;
  if (unit === 'week') return Math.floor((day + 4 - weekStarts) / 7);
  const { year, month } = civilDate(day);
  const months = (year - 1970) * 12 + month - 1;
  return unit === 'month' ? months : Math.floor(months / 3);
}

/** First day of a unit by its number. */
export function firstDayOf(unit: CalendarUnit, number: number, weekStarts: Weekday): number {
  if (unit === 'day') return number;
  if (unit === 'week') return number * 7 + weekStarts - 4;
  return dayNumber(1970, (unit === 'month' ? number : number * 3) + 1, 1);
}

/** First day of the unit that holds `day`, moved by `units` units. */
export function startOfUnit(unit: CalendarUnit, day: number, weekStarts: Weekday, units = 0): number {
  return firstDayOf(unit, unitOfDay(unit, day, weekStarts) + units, weekStarts);
}

/** The same day of the month `months` later, or the last day of a shorter month. */
export function addMonths(day: number, months: number): number {
  const date = civilDate(day);
  const first = dayNumber(date.year, date.month + months, 1);
  const length = dayNumber(date.year, date.month + months + 1, 1) - first;
  return first + Math.min(date.day, length) - 1;
}

function modulo(value: number, by: number): number {
  return value - Math.floor(value / by) * by;
}
