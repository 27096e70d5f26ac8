import type { RuleCondition } from '../compile/fields/field-compiler.ts';
import { interval, numbers } from './domains/index.ts';
import type { Theory } from './solver/theory.ts';
import type { Subject } from './subject.ts';
import { withNames } from './theory/customer-theory.ts';
import { createEventTheory } from './theory/event-theory.ts';
import { ownValue } from '../program/own-value.ts';

/** Gives the theory that holds where a condition stands; undefined where nothing is known of what it reads. */
export function createTheories({
  program,
  theory,
  missionTheory,
}: Subject): (condition: RuleCondition) => Theory | undefined {
  const weighted = new Map([['weighted', { domain: numbers(interval(0, 100)), whole: false }]]);
  const scoreTheory = withNames(theory, { variables: weighted });

  return ({ document, path }) => {
    switch (document.kind) {
      case 'mission': {
        const rule = program.missions.find(({ id }) => id === document.id);
        return rule && missionTheory(rule);
      }
      case 'score':
        return scoreTheory;
      case 'event': {
        // A derived stream says of each event what of it counts.
        const type = ownValue(program.events, path[0] === 'of' ? String(path[1]) : document.id);
        return type && createEventTheory(type, program.scores);
      }
      case 'campaign': {
        const rule = program.campaigns.find(({ id }) => id === document.id);
        const type = ownValue(program.events, rule?.trigger?.event ?? '');
        return path[0] === 'trigger' ? type && createEventTheory(type, program.scores) : theory;
      }
      case 'source':
        return undefined;
      case 'policy':
        return path[0] === 'exclude' ? theory : undefined;
      default:
        return theory;
    }
  };
}
