import type { DocumentValues } from '../../schemas/index.ts';
import type { Problem } from '../problem.ts';

const SECRET = /(?:^|_)(?:password|passwd|passphrase|secret|token|api_?key|private_key)$/i;

/** Rules are read by many and kept for ever. What the secret is, is not repeated. */
export function plainSecrets({ id, connection_config = {} }: DocumentValues['source']): readonly Problem[] {
  return Object.entries(connection_config).flatMap(([name, given]): readonly Problem[] => {
    if (typeof given === 'object' || !SECRET.test(name)) return [];
    const text = `{ secret: ${id}_${name} }`.replace(/\w+(?= })/, word => word.toUpperCase());
    const message = `\`${name}\` stands here in plain text: name a stored secret instead, and change this one.`;
    return [
      {
        code: 'schema-value',
        path: ['connection_config', name],
        at: 'value',
        message,
        expected: text,
        remedy: { kind: 'fill', text },
        recovery: { kind: 'none' },
      },
    ];
  });
}
