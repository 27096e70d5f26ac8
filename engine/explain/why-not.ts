import type { Expression } from '../../dsl/program/logic.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { ExplainNode } from '../views.ts';
import { explainCondition } from './explain-condition.ts';
import type { ExplainOptions } from './explain-condition.ts';

export interface WhyNot {
  readonly reason: string;
  /** 0–1. */
  readonly howFar?: number;
}

/** The part of a condition that decides why it is not met, in a sentence. */
export function explainWhyNot(
  evaluation: Evaluation,
  condition: Expression,
  options: ExplainOptions = {},
): WhyNot {
  const tree = explainCondition(evaluation, condition, options);
  const node = decidingNode(tree);
  const reason = node.need === undefined ? `needs: ${node.text}` : node.need;
  return { reason, ...(tree.how_far === undefined ? {} : { howFar: tree.how_far }) };
}

/** In an `and` the unmet part that is furthest away; in an `or` the one that is nearest. */
function decidingNode(node: ExplainNode): ExplainNode {
  const unmet = node.children.filter(({ met }) => met === false);
  if (unmet.length === 0 || (node.kind !== 'and' && node.kind !== 'or')) return node;
  const far = (child: ExplainNode): number => child.how_far ?? 0;
  const sorted = [...unmet].sort((a, b) => (node.kind === 'and' ? far(a) - far(b) : far(b) - far(a)));
  const [first] = sorted;
  return first === undefined ? node : decidingNode(first);
}
