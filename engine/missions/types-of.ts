import type { MissionRule, MissionVariant } from '../../dsl/program/program.ts';
import type { LocalTypes } from '../explain/describe-logic.ts';

/** What the figures of a mission are measured in, by their path in compiled rules. */
export function typesOf(rule: MissionRule, { target, progress }: MissionVariant): LocalTypes {
  return {
    'mission.target': target.type,
    'mission.progress': progress.kind === 'value' ? progress.value.type : 'number',
    ...Object.fromEntries(rule.fixed.map(({ name, value }) => [`mission.fixed.${name}`, value.type])),
  };
}
