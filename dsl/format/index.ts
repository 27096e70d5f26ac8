export { formatFile } from './format-file.ts';
export type { FormattedFile } from './format-file.ts';
