import { neverZero } from '../never-zero.ts';
import type { Typed } from '../typed.ts';

/** How many operators the compiled value has, and the test of whether it is missing. */
interface Size {
  readonly value: number;
  readonly missing: number;
}

/**
 * How large an expression becomes when compiled. What guards a missing value repeats parts of it, so that a short
 * text such as `1 / (1 / (1 / …))` would otherwise grow without bound.
 */
export function compiledSize(typed: Typed): number {
  const { value, missing } = sizeOf(typed);
  return value + missing;
}

function sizeOf(node: Typed): Size {
  switch (node.kind) {
    case 'constant':
      return { value: 1, missing: 0 };
    case 'read':
    case 'attribute':
    case 'percentile':
      return leaf(node);
    case 'aggregate':
      return { value: 1 + total(node.where.map(sizeOf)), missing: 1 };
    case 'usual':
      return leaf(node);
    case 'medianOfPeriods':
      return { value: 1 + compiledSize(node.value), missing: 1 };
    case 'hold':
      return { value: 1 + compiledSize(node.condition), missing: 0 };
    case 'convert': {
      const size = 1 + compiledSize(node.value);
      return { value: size, missing: size };
    }
    case 'isMissing':
      return { value: 1 + sizeOf(node.value).missing, missing: 0 };
    case 'otherwise': {
      const [value, fallback] = [sizeOf(node.value), sizeOf(node.fallback)];
      return {
        value: 1 + value.missing + value.value + fallback.value,
        missing: value.missing + fallback.missing,
      };
    }
    case 'if': {
      const [condition, yes, no] = [sizeOf(node.condition), sizeOf(node.then), sizeOf(node.else)];
      const branches = yes.missing + no.missing;
      return {
        value: 1 + condition.value + yes.value + no.value,
        missing: condition.missing + branches + (branches > 0 ? condition.value : 0),
      };
    }
    case 'arithmetic': {
      const [left, right] = [sizeOf(node.left), sizeOf(node.right)];
      const divisor = node.operator === '/' && !neverZero(node.right) ? right.value : 0;
      return { value: 1 + left.value + right.value, missing: left.missing + right.missing + divisor };
    }
    case 'function': {
      const parts = node.args.map(sizeOf);
      const divisors = (node.row.divisors ?? []).map(index => {
        const divisor = node.args[index];
        return divisor === undefined || neverZero(divisor) ? 0 : (parts[index]?.value ?? 0);
      });
      const value = 1 + values(parts) + (node.row.skipsMissing ? missings(parts) : 0);
      return { value, missing: divisors.reduce((sum, size) => sum + size, missings(parts)) };
    }
    case 'negate':
    case 'not':
      return around([sizeOf(node.operand)]);
    case 'compare':
      return around([sizeOf(node.left), sizeOf(node.right)]);
    case 'between':
      return around([sizeOf(node.value), sizeOf(node.low), sizeOf(node.high)]);
    case 'in':
      return around([sizeOf(node.value), ...node.items.map(sizeOf)]);
    case 'logical':
      return around(node.operands.map(sizeOf));
  }
}

function leaf({ missing }: Typed): Size {
  return { value: 1, missing: missing ? 1 : 0 };
}

function around(parts: readonly Size[]): Size {
  return { value: 1 + values(parts), missing: missings(parts) };
}

function values(parts: readonly Size[]): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}

function missings(parts: readonly Size[]): number {
  return parts.reduce((sum, { missing }) => sum + missing, 0);
}

function total(parts: readonly Size[]): number {
  return values(parts) + missings(parts);
}
