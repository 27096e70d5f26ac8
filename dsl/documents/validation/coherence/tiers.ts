import type { DocumentValues } from '../../schemas/index.ts';
import type { Problem } from '../problem.ts';
import { conflict, missingIn } from './problems.ts';

export function tierLevels({ levels }: DocumentValues['tier']): readonly Problem[] {
  return Object.entries(levels).flatMap(([name, { when }], index) => {
    if (index === 0 && when !== undefined) {
      return [
        conflict(
          ['levels', name, 'when'],
          `\`${name}\` is the lowest tier: everybody has it, so it has no condition.`,
        ),
      ];
    }
    if (index > 0 && when === undefined) {
      return [
        missingIn(
          ['levels', name],
          'when',
          `\`${name}\` needs \`when\`: only the lowest tier has no condition.`,
        ),
      ];
    }
    return [];
  });
}
