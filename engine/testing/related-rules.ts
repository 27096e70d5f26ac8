import type { Program } from '../../dsl/program/program.ts';
import { parseExpression, walkExpression } from '../../dsl/syntax/index.ts';
import type { Expr } from '../../dsl/syntax/index.ts';

/**
 * The rules that an expectation is about, as `explain` knows them: `count(mission.assigned where mission = "x",
 * lifetime) = 1` is about `mission.x`, `engagement > 60` about `score.engagement`.
 */
export function relatedRules(text: string, program: Program): readonly string[] {
  const { ast } = parseExpression(text);
  if (ast === undefined) return [];
  const named = [...walkExpression(ast)].flatMap(node => rulesIn(node, program));
  const [level] = textsOf(ast, 'level');
  return [...new Set(named)].map(rule =>
    rule.startsWith('badge.') && level !== undefined ? `${rule}:${level}` : rule,
  );
}

function rulesIn(node: Expr, program: Program): readonly string[] {
  if (node.kind === 'path') return rulesNamed(node.names.join('.'), program);
  return [
    ...textsAt(node, 'mission')
      .filter(id => has(program.missions, id))
      .map(id => `mission.${id}`),
    ...textsAt(node, 'badge')
      .filter(id => has(program.badges, id))
      .map(id => `badge.${id}`),
  ];
}

function rulesNamed(id: string, { scores, segments, tiers }: Program): readonly string[] {
  if (has(scores, id)) return [`score.${id}`];
  if (has(segments, id)) return [`segment.${id}`];
  return id === 'tier' ? tiers.slice(0, 1).map(tier => `tier.${tier.id}`) : [];
}

function has(rules: readonly { readonly id: string }[], id: string): boolean {
  return rules.some(rule => rule.id === id);
}

function textsOf(root: Expr, attribute: string): readonly string[] {
  return [...walkExpression(root)].flatMap(node => textsAt(node, attribute));
}

/** The texts that an attribute is compared with here: `mission = "x"`, `mission in ["x", "y"]`. */
function textsAt(node: Expr, attribute: string): readonly string[] {
  if (node.kind === 'compare') return isPath(node.left, attribute) ? texts([node.right]) : [];
  return node.kind === 'in' && isPath(node.value, attribute) ? texts(node.items) : [];
}

function isPath(node: Expr, name: string): boolean {
  return node.kind === 'path' && node.names.join('.') === name;
}

function texts(items: readonly Expr[]): readonly string[] {
  return items.flatMap(item => (item.kind === 'text' ? [item.value] : []));
}
