import { languageTables } from '../../check/language-tables.ts';
import type { TypePattern } from '../../check/operators.ts';
import type { Scope } from '../../check/scope.ts';
import type { TypeName } from '../../program/logic.ts';
import { isNumeric } from '../../types/types.ts';
import type { ExpectedHere } from '../place/expected-at.ts';
import { signatureOf } from '../signatures.ts';
import type { Suggestion, SuggestionKind } from '../types.ts';
import { fitOf, ranked } from './fit.ts';

interface Callable {
  readonly name: string;
  readonly kind: SuggestionKind;
  /** Absent: what it is given decides. */
  readonly type?: TypeName | undefined;
}

/** Functions and, where the place allows them, aggregates whose result can stand there. */
export function callSuggestions(scope: Scope, expected: ExpectedHere): readonly Suggestion[] {
  const { allows } = scope;
  const functions = allows.record
    ? [...languageTables.mappingFunctions, ...languageTables.functions]
    : languageTables.functions;
  const calls: readonly Callable[] = [
    ...(allows.aggregates ? AGGREGATES : []),
    ...functions.map(({ name, result }): Callable => ({ name, kind: 'function', type: ownType(result) })),
  ];
  return ranked(calls, call => fitOfCall(call, expected)).map(callSuggestion);
}

const AGGREGATES: readonly Callable[] = [
  ...languageTables.aggregates.map(({ name, result }): Callable => ({
    name,
    kind: 'aggregate',
    type: result === 'subject' ? undefined : result,
  })),
  ...languageTables.specialAggregates.map(({ name }): Callable => ({ name, kind: 'aggregate' })),
];

const ownType = (result: TypePattern): TypeName | undefined => (result === 'T' ? undefined : result);

/** What gives back the type that it was given can give any quantity. */
function fitOfCall({ type }: Callable, expected: ExpectedHere): number | undefined {
  if (type !== undefined) return fitOf(type, expected);
  if (expected.type === undefined || isNumeric(expected.type)) return 0;
  return expected.strict && expected.type === 'boolean' ? undefined : 2;
}

export function callSuggestion({ name, kind }: Pick<Callable, 'name' | 'kind'>): Suggestion {
  const signature = signatureOf(name);
  return {
    label: name,
    kind,
    insert: `${name}(\${1})`,
    snippet: true,
    ...(signature === undefined ? {} : { detail: signature.label, documentation: signature.documentation }),
  };
}
