import { dependenciesOf, logicsOf, reach } from '../../dsl/compile/dependencies.ts';
import { sha256Hex, stableJson } from '../../dsl/compile/keys.ts';
import { variablesOf } from '../../dsl/compile/expressions/logic-vars.ts';
import type { Logic } from '../../dsl/program/logic.ts';
import type { Program, ScoreRule } from '../../dsl/program/program.ts';

/** By the key of a part for which customers qualify: the release that brought it, or changed what it asks. */
export type Since = Readonly<Record<string, number>>;

/**
 * What a release's number means for its rules: parts that are new, or ask something else than before, are since `n`.
 * Whatever they are worked out from counts with them: a score's new formula is a new condition of its badges.
 */
export function sinceOf(
  before: { readonly program: Program; readonly since?: Since | undefined } | null,
  program: Program,
  n: number,
): Since {
  if (before === null) return {};
  const old = partHashes(before.program);
  const former = formerNames(program);
  const found = [...partHashes(program)].flatMap(([key, hash]): readonly (readonly [string, number])[] => {
    const oldKey = [key, ...formerKeys(key, former)].find(other => old.has(other)) ?? key;
    const since = old.get(oldKey) === hash ? before.since?.[oldKey] : n;
    return since === undefined ? [] : [[key, since]];
  });
  return Object.fromEntries(found);
}

/** By `badge:streak_master` its former ids. */
function formerNames({ missions, badges, tiers }: Program): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...missions.map(({ id, was }) => [`mission:${id}`, was] as const),
    ...badges.map(({ id, was }) => [`badge:${id}`, was] as const),
    ...tiers.map(({ id, was }) => [`tier:${id}`, was] as const),
  ]);
}

/** `badge:streak_master:gold` as it was called before. */
function formerKeys(key: string, former: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const [kind = '', id = '', ...level] = key.split(':');
  return (former.get(`${kind}:${id}`) ?? []).map(old => [kind, old, ...level].join(':'));
}

/** By key: a hash of all that the part's condition is worked out from. */
function partHashes(program: Program): ReadonlyMap<string, string> {
  const graph = dependenciesOf(program);
  const meanings = new Map<string, unknown>([
    ...program.named.map(({ id, value }) => [`named.${id}`, value.logic] as const),
    ...program.segments.map(({ id, when }) => [`segments.${id}`, when.logic] as const),
    ...program.scores.map(rule => [`scores.${rule.id}`, scoreMeaning(rule)] as const),
  ]);
  const hashOf = (condition: Logic): string => {
    const nodes = [...reach(graph, variablesOf(condition))].sort();
    return sha256Hex(stableJson([condition, nodes.map(node => [node, meanings.get(node) ?? null])]));
  };
  return new Map(conditionsOf(program).map(([key, condition]) => [key, hashOf(condition)]));
}

function scoreMeaning(rule: ScoreRule): unknown {
  const bounds = [...rule.atLeast, ...rule.atMost].map(({ value }) => value);
  return [logicsOf(rule), rule.terms.map(({ weight }) => weight), bounds];
}

function conditionsOf({ segments, missions, badges, tiers }: Program): readonly (readonly [string, Logic])[] {
  return [
    ...segments.map(({ id, when }) => [`segment:${id}`, when.logic] as const),
    ...missions.map(({ id, generate }) => [`mission:${id}`, generate.when.logic] as const),
    ...badges.flatMap(({ id, levels }) =>
      levels.map(({ level, when }) => [`badge:${id}:${level}`, when.logic] as const),
    ),
    ...tiers.flatMap(({ id, levels }) =>
      levels.flatMap(({ id: level, when }) =>
        when === undefined ? [] : [[`tier:${id}:${level}`, when.logic] as const],
      ),
    ),
  ];
}
