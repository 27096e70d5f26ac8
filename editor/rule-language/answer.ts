import { formatFile } from '../../dsl/format/index.ts';
import type { LanguageService } from '../../dsl/language-service/index.ts';
import type { Method, Question, Questions } from './protocol.ts';

type Answerers = {
  readonly [Each in Method]: (
    service: LanguageService,
    given: Questions[Each]['given'],
  ) => Questions[Each]['answer'];
};

/** One row a question. */
const ANSWERS: Answerers = {
  completion: (service, { file, offset }) => service.completion(file, offset),
  hover: (service, { file, offset }) => service.hover(file, offset),
  signatureHelp: (service, { file, offset }) => service.signatureHelp(file, offset),
  definition: (service, { file, offset }) => service.definition(file, offset),
  references: (service, { file, offset }) => service.references(file, offset),
  renameTarget: (service, { file, offset }) => service.renameTarget(file, offset),
  rename: (service, { file, offset, newName }) => service.rename(file, offset, newName),
  semanticTokens: (service, { file }) => service.semanticTokens(file),
  folding: (service, { file }) => service.folding(file),
  format: (_service, { text }) => formatFile({ path: 'rules.yaml', text }).text,
  symbols: (service, { file }) => service.symbols(file),
};

/** What the language says to a question of the page. */
export function answer<Each extends Method>(
  service: LanguageService,
  question: Extract<Question, { readonly method: Each }>,
): Questions[Each]['answer'] {
  const answerer: Answerers[Each] = ANSWERS[question.method];
  return answerer(service, question.given);
}
