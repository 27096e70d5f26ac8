const GARBLED = 'GarbledBodyError';
/** Of zlib's errors those that are about the bytes that came, and not about bytes that did not. */
const ABOUT_BYTES = /^(?:Z_DATA_ERROR|Z_NEED_DICT|ERR__ERROR_FORMAT_)/;

/** Makes an answer of what a decoder stumbled over. In place: it is on its way to all who listen. */
export function explainUnpackError(error: Error, encoding: string): void {
  const isGarbled = 'code' in error && ABOUT_BYTES.test(String(error.code));
  const why = isGarbled
    ? `it is not what Content-Encoding: ${encoding} says (${error.message})`
    : error.message;
  Object.assign(error, {
    ...(isGarbled ? { name: GARBLED } : {}),
    code: undefined,
    statusCode: 400,
    message: `The body cannot be unpacked: ${why}.`,
  });
}

/** Whether a body is not what its Content-Encoding says, so that sending it again is of no use. */
export function isGarbledBody(error: unknown): error is Error {
  return error instanceof Error && error.name === GARBLED;
}
