export { createLanguageService } from './create-language-service.ts';
export type {
  LanguageService,
  LanguageServiceOptions,
  OffsetRange,
  QuickFix,
} from './create-language-service.ts';
export { SEMANTIC_TOKEN_TYPES } from './types.ts';
export type * from './types.ts';
