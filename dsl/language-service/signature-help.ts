import { fieldAt } from './place/field-at.ts';
import { scanExpression } from './place/scan-expression.ts';
import { signatureOf } from './signatures.ts';
import type { CallSignature } from './signatures.ts';
import type { SignatureHelp } from './types.ts';
import type { Snapshot } from './workspace.ts';

/** The function that the cursor stands in, and which of its arguments. */
export function signatureHelp(snapshot: Snapshot, path: string, offset: number): SignatureHelp | undefined {
  const text = snapshot.files.get(path)?.text ?? '';
  const field = fieldAt(snapshot, text, offset);
  if (field?.expression === undefined) return undefined;
  const { open } = scanExpression(field.context.text, field.expression.scope);
  const call = open.findLast(({ kind }) => kind === 'call');
  const signature = call === undefined ? undefined : signatureOf(call.name);
  if (call === undefined || signature === undefined) return undefined;
  const last = signature.parameters.length - 1;
  const active = signature.variadic ? Math.min(call.argument, last) : call.argument;
  return active > last ? undefined : { ...placed(signature), active };
}

/** Where each parameter stands in the label. */
function placed({ label, documentation, parameters }: CallSignature): Omit<SignatureHelp, 'active'> {
  let from = label.indexOf('(') + 1;
  const found = parameters.map(({ name, doc }) => {
    const start = label.indexOf(name, from);
    from = start + name.length;
    return { start, end: from, documentation: doc };
  });
  return { label, documentation, parameters: found };
}
