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
  readonly asked: readonly Question[];
  readonly told: ((features: FeatureRegistry) => void)[];
  readonly result: CompiledText;
  used: boolean;
}

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
  const isSame = createSameness();

  const holds = ({ asked }: Trace, scope: Scope): boolean =>
    asked.every(question => {
      const answer = question.ask(scope);
      if (!isSame(question.answer, answer)) return false;
      // The newest of equal answers is the one that the next run most likely gives again.
      question.answer = answer;
      return true;
    });

  return {
    compile: (text, scope, expectation) => {
      const key = keyOf(text, scope, expectation);
      const traces = known.get(key) ?? [];
      const found = traces.find(trace => holds(trace, scope));
      if (found !== undefined) {
        found.used = true;
        for (const tell of found.told) tell(scope.features);
        return found.result;
      }
      const trace = record(text, scope, expectation);
      known.set(key, [...traces, trace]);
      return trace.result;
    },
    forgetUnused: () => {
      for (const [key, traces] of known) {
        const used = traces.filter(trace => trace.used);
        for (const trace of used) trace.used = false;
        if (used.length === 0) known.delete(key);
        else if (used.length < traces.length) known.set(key, used);
      }
    },
  };
}

/** All that the outcome depends on besides what the scope is asked. */
function keyOf(text: string, { allows, fixedNames }: Scope, expectation: Expectation): string {
  const { aggregates, holds, periodWindow, stepWindow, record: isRecord } = allows;
  const given = [expectation.allowMissing, aggregates, holds, periodWindow, stepWindow, isRecord];
  return `${given.map(Number).join('')}${expectation.type ?? ''}:${fixedNames.join()}:${text}`;
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
  return { asked, told, result, used: true };
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
