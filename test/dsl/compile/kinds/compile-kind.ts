import { compileFiles } from '../../../../dsl/index.ts';
import type { Diagnostic, Expression } from '../../../../dsl/index.ts';
import { evaluateLogic } from '../../../../engine/logic/index.ts';
import type { LogicValue } from '../../../../engine/logic/values.ts';
import { declaredOperators, jsonLogicWith } from '../../../support/json-logic.ts';
import { SMALL_RULES } from '../../support/small-rules.ts';

const FILE = 'tried.yaml';
const evaluateElsewhere = jsonLogicWith(declaredOperators);

export interface Tried {
  readonly diagnostics: readonly Diagnostic[];
  /** By name, as expressions have it. */
  readonly named: Readonly<Record<string, Expression>>;
  /** What the named value comes to, by our own evaluation and by a plain one of JSONLogic, which must agree. */
  valueOf(name: string, data: Readonly<Record<string, LogicValue>>): unknown;
  /** `code: message` of every problem, with the text that it marks. */
  readonly problems: readonly (readonly [code: string, marked: string, message: string])[];
  /** The text after the first fix of a problem of that code. */
  fixed(code: string): string;
}

/** Compiles documents on top of the small rules. */
export function tryOut(text: string): Tried {
  const { diagnostics: all, program } = compileFiles([...SMALL_RULES, { path: FILE, text }]);
  const diagnostics = all.filter(({ file }) => file === FILE);
  const named = Object.fromEntries(
    (program?.named ?? []).map(({ id, value }) => [id.replace('~d', '.'), value]),
  );
  return {
    diagnostics,
    named,
    valueOf: (name, data) => {
      const logic = named[name]?.logic;
      if (logic === undefined) throw new Error(`nothing is named ${name}: ${diagnostics[0]?.message ?? ''}`);
      const value = evaluateLogic(logic, data);
      const plain = evaluateElsewhere(logic, data);
      if (value !== plain) throw new Error(`${String(value)} is ${String(plain)} elsewhere`);
      return value;
    },
    problems: diagnostics.map(({ code, range, message }) => [
      code,
      text.slice(range.start.offset, range.end.offset),
      message,
    ]),
    fixed: code => {
      const edits = diagnostics.find(problem => problem.code === code)?.fixes[0]?.edits ?? [];
      if (edits.length === 0) throw new Error(`no fix for ${code}`);
      return edits
        .toSorted((a, b) => b.range.start.offset - a.range.start.offset)
        .reduce(
          (changed, { range: { start, end }, text: by }) =>
            changed.slice(0, start.offset) + by + changed.slice(end.offset),
          text,
        );
    },
  };
}
