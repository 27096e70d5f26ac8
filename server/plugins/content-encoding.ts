import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ProblemError } from '../problem.ts';
import type { App } from '../type-provider.ts';
import { explainUnpackError } from '../unpack-error.ts';
import { dropRest } from './read-to-end.ts';

type Decoder = Transform & { readonly bytesWritten: number };

const DECODERS: Readonly<Record<string, () => Decoder>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
const TAKEN = 'gzip, deflate, br';

/**
 * Reads compressed bodies. They are unpacked as they are read, so whatever bounds a body bounds what it unpacks to: the
 * limit on JSON bodies is what a decompression bomb meets after that many bytes, and a stream is read line by line.
 */
export function useContentEncoding(app: App): void {
  app.addHook('preParsing', async (request, reply, payload) => {
    const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (encoding === '' || encoding === 'identity') return payload;
    const create = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
    if (!create) {
      reply.header('Accept-Encoding', TAKEN);
      throw unknownEncoding(encoding);
    }
    return decoded(request.raw, reply.raw, create(), encoding);
  });
}

function decoded(
  raw: IncomingMessage,
  response: ServerResponse,
  decoder: Decoder,
  encoding: string,
): Transform {
  // What Content-Length is compared with.
  Object.defineProperty(decoder, 'receivedEncodedLength', { get: () => decoder.bytesWritten });
  // A pipe does not say that its source broke off, and whoever reads would wait for ever.
  raw.once('close', () => {
    if (!raw.complete) decoder.destroy(new Error('the connection was closed'));
  });
  decoder.on('error', error => {
    explainUnpackError(error, encoding);
    void dropRest(raw, response);
  });
  return raw.pipe(decoder);
}

function unknownEncoding(encoding: string): ProblemError {
  return new ProblemError(
    'unsupported-media-type',
    `Bodies in the encoding "${encoding.slice(0, 40)}" are not read here.`,
    {
      errors: [{ path: 'Content-Encoding', message: 'This encoding is not read here.', expected: TAKEN }],
    },
  );
}
