import type { Expectation } from '../../check/check-expression.ts';
import type { Catalogue, FeatureRegistry, Scope } from '../../check/scope.ts';
import { compileText } from './compile-text.ts';
import type { CompiledText } from './compile-text.ts';
import { createSameness } from './sameness.ts';

export type TextCompiler = (text: string, scope: Scope, expectation: Expectation) => CompiledText;

export interface TextMemo {
  readonly compile: TextCompiler;
  /** Ends a run over all texts: what none of it needed is forgotten. */
  forgetUnused(): void;
}

/** What compiling a text asked of its scope, in order, and what it told the feature registry. */
interface Trace {
  readonly given: Given;
  readonly asked: readonly Question[];
  readonly told: ((features: FeatureRegistry) => void)[];
  readonly result: CompiledText;
  used: boolean;
  /** The scope that gave these answers last, in this run: it gives them again. */
  heldIn: Scope | undefined;
}

/** All that the outcome depends on besides the text and what the scope is asked. */
type Given = Pick<Scope, 'allows' | 'fixedNames'> & Expectation;

interface Question {
  readonly ask: (scope: Scope) => unknown;
  answer: unknown;
}

/**
 * A `compileText` that works a text out anew only where its scope answers otherwise than it did before: where a name
 * that the text reads has another meaning. As compiling is a function of those answers, the outcome is the same.
 */
export function createTextMemo(): TextMemo {
  const known = new Map<string, Trace[]>();
  let isSame = createSameness();

  const holds = (trace: Trace, scope: Scope): boolean => {
    if (trace.heldIn === scope) return true;
    const held = trace.asked.every(question => {
      const answer = question.ask(scope);
      if (!isSame(question.answer, answer)) return false;
      // The newest of equal answers is the one that the next run most likely gives again.
      question.answer = answer;
      return true;
    });
    if (held) trace.heldIn = scope;
    return held;
  };

  return {
    compile: (text, scope, expectation) => {
      const traces = known.get(text) ?? [];
      const found = traces.find(trace => isGiven(trace, scope, expectation) && holds(trace, scope));
      if (found !== undefined) {
        found.used = true;
        for (const tell of found.told) tell(scope.features);
        return found.result;
      }
      const trace = record(text, scope, expectation);
      known.set(text, [...traces, trace]);
      return trace.result;
    },
    forgetUnused: () => {
      isSame = createSameness();
      for (const [text, traces] of known) {
        const used = traces.every(trace => trace.used) ? traces : traces.filter(trace => trace.used);
        for (const trace of used) {
          trace.used = false;
          trace.heldIn = undefined;
        }
        if (used.length === 0) known.delete(text);
        else if (used !== traces) known.set(text, used);
      }
    },
  };
}

function isGiven(trace: Trace, { allows, fixedNames }: Scope, expectation: Expectation): boolean {
  const { given } = trace;
  return (
    given.type === expectation.type &&
    given.allowMissing === expectation.allowMissing &&
    given.allows.aggregates === allows.aggregates &&
    given.allows.holds === allows.holds &&
    given.allows.periodWindow === allows.periodWindow &&
    given.allows.stepWindow === allows.stepWindow &&
    given.allows.record === allows.record &&
    given.fixedNames.length === fixedNames.length &&
    given.fixedNames.every((name, index) => name === fixedNames[index])
  );
}

function record(text: string, scope: Scope, expectation: Expectation): Trace {
  const asked: Question[] = [];
  const told: Trace['told'] = [];
  const ask = <Answer>(question: (scope: Scope) => Answer): Answer => {
    const answer = question(scope);
    asked.push({ ask: question, answer });
    return answer;
  };
  const result = compileText(text, watched(scope, ask, told), expectation);
  const { allows, fixedNames } = scope;
  return { given: { ...expectation, allows, fixedNames }, asked, told, result, used: true, heldIn: scope };
}

type Ask = <Answer>(question: (scope: Scope) => Answer) => Answer;

function watched(scope: Scope, ask: Ask, told: Trace['told']): Scope {
  const catalogue: Catalogue = {
    stream: id => ask(asked => asked.catalogue.stream(id)),
    get ids() {
      return ask(asked => asked.catalogue.ids);
    },
  };
  return {
    resolve: name => ask(asked => asked.resolve(name)),
    circleOf: name => ask(asked => asked.circleOf?.(name)),
    get names() {
      return ask(asked => asked.names);
    },
    catalogue,
    features: watchedRegistry(scope.features, told),
    fixedNames: scope.fixedNames,
    allows: scope.allows,
  };
}

function watchedRegistry(features: FeatureRegistry, told: Trace['told']): FeatureRegistry {
  const tell = (call: (registry: FeatureRegistry) => string): string => {
    told.push(call);
    return call(features);
  };
  return {
    aggregate: (...given) => tell(registry => registry.aggregate(...given)),
    usual: (...given) => tell(registry => registry.usual(...given)),
    medianOfPeriods: (...given) => tell(registry => registry.medianOfPeriods(...given)),
    percentile: (...given) => tell(registry => registry.percentile(...given)),
    hold: (...given) => tell(registry => registry.hold(...given)),
  };
}
