import { isCollection } from 'yaml';

/** Whether a node with these ancestors stands inside `{ }` or `[ ]`; looked for from the node upwards. */
export function isInFlow(ancestors: readonly unknown[]): boolean {
  return ancestors.findLast(ancestor => isCollection(ancestor) && ancestor.flow === true) !== undefined;
}
