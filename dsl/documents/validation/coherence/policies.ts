import type { DocumentValues } from '../../schemas/index.ts';
import type { Problem } from '../problem.ts';
import { conflict, missingIn } from './problems.ts';

/** What each limit and displacement says by itself. */
export function policyRules({ limits = [], displace = [] }: DocumentValues['policy']): readonly Problem[] {
  const ofLimits = limits.flatMap(({ at_least: least, at_most: most }, index): readonly Problem[] => {
    const path = ['limits', index];
    const name = `\`limits[${index + 1}]\``;
    if (least === undefined && most === undefined)
      return [missingIn(path, 'at_most', `${name} needs \`at_least\` or \`at_most\`.`)];
    if (least === undefined || most === undefined || least <= most) return [];
    const message = `${name} asks for at least ${least} and at most ${most}.`;
    return [conflict([...path, 'at_most'], message, { kind: 'fill', text: String(least) })];
  });
  const clash = (index: number, message: string): Problem =>
    displace.length === 1
      ? conflict(['displace'], message)
      : {
          code: 'schema-conflict',
          path: ['displace', index],
          at: 'value',
          message,
          recovery: { kind: 'none' },
        };
  const ofDisplacements = displace.flatMap(({ of, displaces }, index): readonly Problem[] => {
    const earlier = displace.findIndex(other => other.of === displaces && other.displaces === of);
    if (of === displaces) return [clash(index, `\`${of}\` cannot displace itself.`)];
    if (earlier < 0 || earlier >= index) return [];
    const message = `\`${displaces}\` displaces \`${of}\` already, in \`displace[${earlier + 1}]\`: they cannot displace each other.`;
    return [clash(index, message)];
  });
  return [...ofLimits, ...ofDisplacements];
}
