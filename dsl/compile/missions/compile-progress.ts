import type { DocumentPath } from '../../documents/document.ts';
import type { MissionProgress } from '../../program/program.ts';
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
    return value === undefined ? undefined : { kind: 'value', value };
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
