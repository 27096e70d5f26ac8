export type { Envelope, MapContext, MapResult } from './map-context.ts';
export type { MapError } from './map-error.ts';
export { mapRecord } from './map-record.ts';
