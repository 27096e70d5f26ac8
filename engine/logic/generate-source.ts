import type { Logic } from '../../dsl/program/logic.ts';
import type { Access } from './access.ts';
import { argumentsOf, isOperation, operationOf, variableNames, variableOf } from './operation.ts';
import type { Fragment, StrictOperator } from './operator.ts';
import { truthOf } from './operator.ts';
import { operatorOf } from './operators.ts';
import { isTruthy, toNumber } from './values.ts';

export interface Source {
  /** One JavaScript expression over the access's parameters and the helpers. */
  readonly code: string;
  readonly helpers: ReadonlyMap<string, unknown>;
}

/** Writes a rule as one JavaScript expression. Names and literals enter it as JSON text only. */
export function generateSource<E>(logic: Logic, access: Access<E>): Source {
  const helpers = new Map<string, unknown>([
    ...Object.entries(access.helpers),
    ['isTruthy', isTruthy],
    ['toNumber', toNumber],
  ]);
  const { code } = generate(logic, { access, helpers, known: new Set() });
  return { code, helpers };
}

interface Context {
  readonly access: Pick<Access<never>, 'source'>;
  readonly helpers: Map<string, unknown>;
  /** Variables that have been read wherever this code runs: they need no second look whether they are computed. */
  readonly known: Set<string>;
}

function generate(logic: Logic, context: Context): Fragment {
  if (!isOperation(logic)) return generateLiteral(logic, context);
  const [name, rawArguments] = operationOf(logic);
  const operands = argumentsOf(rawArguments);
  const operator = operatorOf(name, operands.length);
  if (operator.kind === 'variable') {
    return operator.form === 'var' ? generateVariable(operands, context) : generateMissing(operands, context);
  }
  if (operator.kind === 'strict') return generateStrict(operator, operands, context);
  return operator.form === 'if'
    ? generateIf(operands, context)
    : generateLogical(operator.form, operands, context);
}

function generateLiteral(logic: Exclude<Logic, object> | readonly Logic[], context: Context): Fragment {
  if (logic !== null && typeof logic === 'object') {
    const items = logic.map(item => generate(item, context).code);
    const literal = logic.every(item => item === null || typeof item !== 'object');
    return { code: `[${items.join(', ')}]`, type: 'list', ...(literal ? { items } : {}) };
  }
  const code = typeof logic === 'number' && logic < 0 ? `(${logic})` : JSON.stringify(logic);
  const type = typeof logic === 'number' ? 'number' : typeof logic === 'boolean' ? 'boolean' : 'scalar';
  return { code, type, again: code };
}

function generateVariable(operands: readonly Logic[], context: Context): Fragment {
  const { path, fallback } = variableOf(operands);
  const { first, again } = context.access.source(path);
  const code = context.known.has(path) ? again : first;
  context.known.add(path);
  if (fallback === null) return { code, type: 'scalar', again };
  return { code: `(${code} ?? ${JSON.stringify(fallback)})`, type: 'scalar' };
}

/** In a condition, which is where rules use it, the list of what is missing need not be made. */
function generateMissing(operands: readonly Logic[], context: Context): Fragment {
  const names = variableNames(operands);
  const checks = names.map((path, index) => {
    const { code, again } = generateVariable(
      [path],
      index === 0 ? context : { ...context, known: new Set(context.known) },
    );
    return `${code} === null || ${again} === ""`;
  });
  const list = names.map((path, index) => `...(${checks[index]} ? [${JSON.stringify(path)}] : [])`);
  const truth = checks.length === 0 ? 'false' : `(${checks.join(' || ')})`;
  return { code: `[${list.join(', ')}]`, type: 'list', truth, knownIfFalse: new Set(names) };
}

function generateStrict(operator: StrictOperator, operands: readonly Logic[], context: Context): Fragment {
  const values = operands.map(operand => generate(operand, context));
  const name = operator.name.replace(/\W/g, character => String(character.charCodeAt(0)));
  const code = operator.generate?.(values, `helper_${name}`) ?? null;
  if (code !== null) {
    if (operator.helper !== undefined) context.helpers.set(`helper_${name}`, operator.helper);
    return { code, type: operator.result };
  }
  context.helpers.set(`operator_${name}`, operator.evaluate);
  return { code: `operator_${name}(${values.map(value => value.code).join(', ')})`, type: operator.result };
}

function generateIf(operands: readonly Logic[], context: Context): Fragment {
  const [condition, then, ...rest] = operands;
  if (condition === undefined) return { code: 'null', type: 'scalar' };
  if (then === undefined) return generate(condition, context);
  const test = generate(condition, context);
  const yes = generate(then, { ...context, known: union(context.known, test.knownIfTrue) });
  const no =
    rest.length === 0
      ? NULL
      : generateIf(rest, { ...context, known: union(context.known, test.knownIfFalse) });
  return { code: `(${truthOf(test)} ? ${yes.code} : ${no.code})`, type: commonType(yes, no) };
}

const NULL: Fragment = { code: 'null', type: 'scalar' };

function generateLogical(form: 'and' | 'or', operands: readonly Logic[], context: Context): Fragment {
  const goesOn = form === 'and' ? 'knownIfTrue' : 'knownIfFalse';
  const fragments: Fragment[] = [];
  let { known } = context;
  for (const operand of operands) {
    const fragment = generate(operand, { ...context, known });
    fragments.push(fragment);
    // What follows runs only sometimes: what it reads is known after the whole only if all of it has run.
    known = union(known, fragment[goesOn]);
  }
  const type = fragments.reduce(
    (common, fragment) => commonType({ type: common }, fragment),
    fragments[0]?.type ?? 'any',
  );
  const truth = `(${fragments.map(truthOf).join(form === 'and' ? ' && ' : ' || ')})`;
  if (type !== 'list' && type !== 'any') return { code: truth, type, [goesOn]: known };
  const [first = NULL, ...others] = fragments;
  return {
    ...others.reduce((left, right) => chooseBetween(form, left, right), first),
    truth,
    [goesOn]: known,
  };
}

/** `and` and `or` give an operand back, and JavaScript's own would take an empty list for true. */
function chooseBetween(form: 'and' | 'or', left: Fragment, right: Fragment): Fragment {
  const [yes, no] = form === 'and' ? [right.code, 'value'] : ['value', right.code];
  return { code: `(value => (isTruthy(value) ? ${yes} : ${no}))(${left.code})`, type: 'any' };
}

function union(known: ReadonlySet<string>, more: ReadonlySet<string> | undefined): Set<string> {
  return new Set([...known, ...(more ?? [])]);
}

function commonType(a: Pick<Fragment, 'type'>, b: Pick<Fragment, 'type'>): Fragment['type'] {
  if (a.type === b.type) return a.type;
  return [a, b].some(({ type }) => type === 'list' || type === 'any') ? 'any' : 'scalar';
}
