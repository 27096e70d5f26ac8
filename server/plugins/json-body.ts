import type { App } from '../type-provider.ts';
import { decodeUtf8, parseJson } from '../parse-json.ts';
import { ProblemError } from '../problem.ts';

const JSON_TYPES = ['application/json', 'application/problem+json'];

/** Reads JSON bodies and says where one is broken. An empty body is none: several actions take no body at all. */
export function useJsonBodies(app: App, types: string[] | RegExp = JSON_TYPES): void {
  if (types === JSON_TYPES) app.removeContentTypeParser('application/json');
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      const text = decodeUtf8(Buffer.from(bytes));
      if (text === null)
        throw new ProblemError('malformed', 'The body is not UTF-8: there are other bytes in it.');
      done(null, parseJson(text));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}
