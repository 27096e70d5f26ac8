import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '../problem.ts';

const PREFIX = 'ce-';
const REQUIRED = ['ce-specversion', 'ce-id', 'ce-source', 'ce-type'];

/** Whether a request is a CloudEvent in binary mode, be it a faulty one. */
export function carriesCloudEvent(headers: IncomingHttpHeaders): boolean {
  return REQUIRED.some(name => headers[name] !== undefined);
}

/** The CloudEvent of a message in binary mode: attributes from its headers, data from its body. */
export function eventOfHeaders(
  headers: IncomingHttpHeaders,
  data: unknown,
): Readonly<Record<string, unknown>> {
  const event: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(PREFIX) || value === undefined) continue;
    const attribute = name.slice(PREFIX.length);
    if (attribute === 'datacontenttype')
      throw refused(name, 'The type of the data stands in Content-Type.', 'no such header');
    if (attribute.startsWith('data') && attribute !== 'dataschema')
      throw refused(name, 'The data is the body.', 'no such header');
    event[attribute] = decoded(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const type = headers['content-type'];
  return {
    ...event,
    ...(type === undefined ? {} : { datacontenttype: type }),
    ...(data === undefined || data === null ? {} : { data }),
  };
}

/** A value in quotes is taken out of them; then one round of percent-decoding, which must give UTF-8. */
function decoded(name: string, value: string): string {
  const plain = /^"(.*)"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
  try {
    return plain.replace(/(?:%[0-9a-f]{2})+/gi, encoded => decodeURIComponent(encoded));
  } catch {
    throw refused(name, 'The bytes that it encodes are not UTF-8.', 'UTF-8, percent-encoded');
  }
}

function refused(path: string, message: string, expected: string): ProblemError {
  return new ProblemError('invalid', 'This is no valid CloudEvent.', {
    errors: [{ path, message, expected }],
  });
}
