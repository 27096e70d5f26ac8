import type { Diagnostic } from '../../dsl/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Snapshot } from '../../engine/model.ts';
import { notFound, ProblemError, unprocessable } from '../problem.ts';
import type { Question } from '../schemas/evaluate.ts';
import type { Context } from './context.ts';
import type { Customers } from './customers.ts';
import type { DecompileRule } from './decompile.ts';
import { createExpressions } from './expressions.ts';
import { applyJsonLogic } from './json-logic.ts';
import type { LiveRelease, Releases } from './releases.ts';
import { endOf, playStory, STORY_FILE } from './scenarios.ts';

export interface Evaluation {
  readonly result: unknown;
  readonly trace?: unknown;
  readonly program: string;
}

export type Evaluate = (question: Question) => Promise<Evaluation>;

/** Answers one question: a rule or an expression for a customer, or plain JSONLogic. Nothing is stored. */
export function createEvaluate(
  { clock }: Context,
  releases: Releases,
  customers: Customers,
  decompile: DecompileRule,
): Evaluate {
  const compileExpression = createExpressions();

  return async question => {
    const live = releases.live();
    const program = live.program.hash;
    switch (formOf(question)) {
      case 'logic':
        if (question.customer_id === undefined || question.data !== undefined)
          return { result: applyJsonLogic(question.logic, question.data ?? null), program };
        return { ...(await evaluateText(live, decompiled(question, live), question)), program };
      case 'expression':
        return { ...(await evaluateText(live, question.expression ?? '', question)), program };
      case 'rule': {
        if (isStory(question)) return { ...evaluateStory(live, question), program };
        const snapshot = await existing(question);
        const { customer } = snapshot;
        return { ...evaluateRule(live.engine, { snapshot, customer, at: clock() }, question), program };
      }
    }
  };

  async function evaluateText(live: LiveRelease, text: string, question: Question): Promise<Evaluated> {
    const { expression, engine } = compileExpression(text, live);
    const result = engine.evaluate(await existing(question, engine), clock(), expression);
    return {
      result,
      ...(question.trace ? { trace: { text: expression.text, logic: expression.logic } } : {}),
    };
  }

  /** JSONLogic for a customer reads what rules read, so it is checked as they are. */
  function decompiled({ logic }: Question, live: LiveRelease): string {
    return decompile(logic, 'value', live).expression.text;
  }

  async function existing({ customer_id }: Question, engine?: Engine): Promise<Snapshot> {
    if (customer_id === undefined)
      throw unprocessable('customer_id', 'Say for which customer.', 'a customer id');
    const snapshot = await customers.snapshot(customer_id, engine);
    if (snapshot) return snapshot;
    throw notFound(`There is no customer "${customer_id}".`);
  }
}

type Form = 'rule' | 'expression' | 'logic';

function formOf(question: Question): Form {
  const forms = (['rule', 'expression', 'logic'] as const).filter(form => question[form] !== undefined);
  const [form] = forms;
  if (form !== undefined && forms.length === 1) return form;
  throw new ProblemError('invalid', 'A question has one of the fields rule, expression and logic.', {
    errors: [{ path: '', message: 'Exactly one form is answered.', expected: 'rule, expression or logic' }],
  });
}

/** A customer as of a moment; null before the first event. */
interface Subject {
  readonly snapshot: Snapshot | null;
  readonly customer: string;
  readonly at: number;
}

function isStory({ start, steps }: Question): boolean {
  return start !== undefined || steps !== undefined;
}

function evaluateStory({ files }: LiveRelease, question: Question): Evaluated {
  const { start, live, given, steps = [] } = question;
  const story = {
    start,
    steps,
    ...(live === undefined ? {} : { live }),
    ...(given === undefined ? {} : { given }),
  };
  const playing = playStory(files, story);
  if ('diagnostics' in playing) throw storyInError(playing.diagnostics);
  const [played] = playing.played;
  if (!played) throw unprocessable('steps', 'The story cannot be played.');
  const [problem] = played.result.problems;
  if (problem) throw unprocessable(`steps.${problem.step}`, `${problem.at}: ${problem.message}`);
  return evaluateRule(played.engine, endOf(played), question);
}

function storyInError(diagnostics: readonly Diagnostic[]): ProblemError {
  const own = diagnostics.filter(({ file, severity }) => file === STORY_FILE && severity === 'error');
  const errors = own.map(({ message, expected }) => ({
    path: 'steps',
    message,
    ...(expected === undefined ? {} : { expected }),
  }));
  return new ProblemError('rules-in-error', own[0]?.message ?? 'The story has errors.', {
    errors,
    diagnostics: own,
  });
}

type Evaluated = Pick<Evaluation, 'result' | 'trace'>;

function evaluateRule(
  engine: Engine,
  { snapshot, customer, at }: Subject,
  { rule = '', trace = false }: Question,
): Evaluated {
  const { program } = engine;
  const [kind = '', id = ''] = rule.split('.');
  const named = kind === 'metric' ? program.named.find(row => row.id === id) : undefined;
  if (named) {
    const result = engine.evaluate(snapshot, at, named.value);
    return { result, ...(trace ? { trace: { text: named.value.text, logic: named.value.logic } } : {}) };
  }
  const segment = kind === 'segment' ? program.segments.find(row => row.id === id) : undefined;
  if (segment) {
    const result = engine.evaluate(snapshot, at, segment.when);
    return { result, ...(trace ? { trace: { text: segment.when.text, logic: segment.when.logic } } : {}) };
  }
  const explained = engine.explain(snapshot, customer, at, rule);
  if (!explained) {
    throw notFound(
      `There is no rule "${rule}". Write e.g. score.engagement, segment.youth, mission.data_explorer or badge.power_user:silver.`,
    );
  }
  const score = kind === 'score' ? engine.view(snapshot, customer, at).scores[id] : undefined;
  return {
    result: score ? score.score : explained.met,
    ...(trace ? { trace: score ? { ...explained, breakdown: score } : explained } : {}),
  };
}
