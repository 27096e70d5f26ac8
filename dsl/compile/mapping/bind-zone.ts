import type { Logic } from '../../program/logic.ts';

/** Puts the deployment's zone where mappings read local times, so that a mapping needs nothing but the record. */
export function bindZone(logic: Logic, zone: string): Logic {
  if (logic === null || typeof logic !== 'object') return logic;
  if (isList(logic)) return logic.map(part => bindZone(part, zone));
  if (logic['var'] === 'zone') return zone;
  return Object.fromEntries(
    Object.entries(logic).map(([operator, args]) => [operator, bindZone(args, zone)]),
  );
}

function isList(logic: Logic): logic is readonly Logic[] {
  return Array.isArray(logic);
}
