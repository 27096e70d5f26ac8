import type { DocumentPath } from '../../documents/document.ts';
import type { Expression } from '../../program/logic.ts';
import type { MissionProgress } from '../../program/program.ts';
import { isNumeric, phraseOf } from '../../types/types.ts';
import { writeValue } from '../fields/field-fixes.ts';
import { missionScope } from './mission-compiler.ts';
import type { MissionCompiler, OwnNames } from './mission-compiler.ts';

/** How far the customer is: a value, or steps that are done one after the other or in any order. */
export function compileProgress(
  compiler: MissionCompiler,
  text: string | undefined,
  path: DocumentPath,
  own: OwnNames,
): MissionProgress | undefined {
  const { document, fields } = compiler;
  const { steps, order } = document.value;
  const scope = missionScope(compiler, own);
  if (text !== undefined) {
    const value = fields.expression(document, path, text, scope, { missing: true });
    if (value === undefined || isNotCounted(value)) {
      if (value !== undefined) reportNotCounted(compiler, path, value);
      return undefined;
    }
    return { kind: 'value', value };
  }
  if (steps === undefined) {
    fields.report(
      document,
      [],
      'schema-missing-field',
      'A mission says how far the customer is.',
      '`progress` or `steps`',
    );
    return undefined;
  }
  const compiled = steps.flatMap((step, index) => {
    const done = fields.condition(document, ['steps', index, 'done'], step.done, scope);
    return done === undefined ? [] : [{ id: step.id, name: step.name, done }];
  });
  return compiled.length < steps.length
    ? undefined
    : { kind: 'steps', order: order ?? 'listed', steps: compiled };
}

const isNotCounted = ({ type }: Expression): boolean => type !== 'any' && !isNumeric(type);

/** `progress: engagement > 5`: told here rather than where its target is no condition. */
function reportNotCounted(
  { document, fields }: MissionCompiler,
  path: DocumentPath,
  { text, type }: Expression,
): void {
  const [, value] = type === 'boolean' ? (/^([\w.]+) >=? [^ ]+(?: [A-Za-z/]+)?$/.exec(text) ?? []) : [];
  const message = `\`${text}\` is ${phraseOf(type)}, but progress is counted: say how far the customer is, and under \`target\` how far it goes.`;
  const fixes = writeValue(document, path, value);
  fields.report(document, path, 'type-mismatch', message, 'a number or a quantity', fixes);
}
