import type { RuleCondition } from '../compile/field-compiler.ts';
import { interval, numbers } from './domains/index.ts';
import type { Theory } from './solver/theory.ts';
import type { Subject } from './subject.ts';
import { createCustomerTheory } from './theory/customer-theory.ts';
import { createEventTheory } from './theory/event-theory.ts';
import { createMissionTheory } from './theory/mission-theory.ts';

/** Gives the theory that holds where a condition stands; undefined where nothing is known of what it reads. */
export function createTheories({
  program,
  theory,
}: Subject): (condition: RuleCondition) => Theory | undefined {
  const missions = new Map<string, Theory>();
  const weighted = new Map([['weighted', { domain: numbers(interval(0, 100)), whole: false }]]);
  const scoreTheory = createCustomerTheory(program, { definitions: new Map(), variables: weighted });

  return ({ document, path }) => {
    switch (document.kind) {
      case 'mission': {
        const rule = program.missions.find(({ id }) => id === document.id);
        if (rule === undefined) return undefined;
        const known = missions.get(rule.id) ?? createMissionTheory(program, rule);
        missions.set(rule.id, known);
        return known;
      }
      case 'score':
        return scoreTheory;
      case 'event': {
        const type = program.events[document.id];
        return type && createEventTheory(type);
      }
      case 'campaign': {
        const rule = program.campaigns.find(({ id }) => id === document.id);
        const type = program.events[rule?.trigger?.event ?? ''];
        return path[0] === 'trigger' ? type && createEventTheory(type) : theory;
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
