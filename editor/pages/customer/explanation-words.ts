import type { ExplainNode, Explanation } from '../../api/customer-types.ts';
import { formatNumber } from '../../components/format.ts';

/** The gate that decided, in its own words; the verdict where every gate was passed. */
export function stopReason(explanation: Explanation): string {
  return explanation.gates.find(gate => !gate.passed)?.sentence ?? explanation.verdict;
}

/** 0–1, where it is the rule's own condition that is not met. */
export function howFar({ tree }: Explanation): number | undefined {
  return tree?.met === false ? tree.how_far : undefined;
}

/** Whether the customer has the mission already, so that there is nothing to explain. */
export function isHeld({ gates }: Explanation): boolean {
  return gates.find(gate => !gate.passed)?.gate === 'running';
}

export type NodeState = 'met' | 'not met' | 'missing' | 'value';

const CONDITIONS =
  /^(and|or|not|comparison|compare|between|in|is_missing|missing|hold|for|within|condition|test)/;

export function nodeState(node: ExplainNode): NodeState {
  if (node.met === true) return 'met';
  if (node.met === false) return 'not met';
  return node.value === null && CONDITIONS.test(node.kind) ? 'missing' : 'value';
}

export function nodeValue(node: ExplainNode): string | undefined {
  if (node.value === undefined) return undefined;
  if (node.value === null) return 'missing';
  if (typeof node.value === 'number') return formatNumber(node.value);
  if (typeof node.value === 'boolean') return node.value ? 'yes' : 'no';
  return node.value;
}
