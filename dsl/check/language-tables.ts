import { TYPES } from '../types/types.ts';
import { UNITS } from '../types/units.ts';
import { AGGREGATES, SPECIAL_AGGREGATES } from './aggregates.ts';
import { FUNCTIONS, MAPPING_FUNCTIONS } from './functions.ts';
import { DECLARED_OPERATORS, OPERATORS } from './operators.ts';

/** Everything the language has, as data: what the checker reads is what completion and hover show. */
export const languageTables = {
  operators: OPERATORS,
  functions: FUNCTIONS,
  mappingFunctions: MAPPING_FUNCTIONS,
  aggregates: AGGREGATES,
  specialAggregates: SPECIAL_AGGREGATES,
  types: TYPES,
  units: UNITS,
  declaredOperators: DECLARED_OPERATORS,
} as const;
