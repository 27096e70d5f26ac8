import type { NamedRule } from '../../dsl/program/program.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { ExplainNode, ExplanationView } from '../views.ts';
import { formatValue } from './format-value.ts';

type NamedKind = 'metric' | 'parameter' | 'table';

export const isNamedKind = (kind: string): kind is NamedKind =>
  kind === 'metric' || kind === 'parameter' || kind === 'table';

/** What a metric, a parameter or a table gives for a customer; of a table with several results each, or the one asked for. */
export function explainNamed(
  evaluation: Evaluation,
  kind: NamedKind,
  id: string,
  rule: string,
): ExplanationView | undefined {
  const key = id.replaceAll('.', '~d');
  const results = evaluation.prepared.program.named.filter(
    named => (named.of ?? 'metric') === kind && (named.id === key || named.id.startsWith(`${key}~d`)),
  );
  const [first] = results;
  if (first === undefined) return undefined;
  const nodes = results.map(named => nodeOf(evaluation, named));
  const [only] = nodes;
  const verdict = nodes.map(({ text, shown }) => `${text} is ${shown ?? 'unknown'}.`).join(' ');
  const tree =
    nodes.length === 1 && only !== undefined ? only : { text: first.name, kind, met: null, children: nodes };
  return { rule, name: first.name, verdict, met: null, gates: [], tree };
}

function nodeOf(evaluation: Evaluation, { id, name, value: { text, type, logic } }: NamedRule): ExplainNode {
  const value = evaluation.value({ logic });
  const [, result] = id.split('~d');
  return {
    text: result === undefined ? name : result.replaceAll('_', ' '),
    kind: 'named',
    met: null,
    value,
    shown: formatValue(value, type),
    need: text,
    children: [],
  };
}
