/** Whether a word names a currency, whose amounts are plain numbers here: `KES`, `dollars`. */
export const isCurrency = (word: string): boolean => CODES.has(word) || NAMES.test(word);

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const NAMES =
  /^(?:eur|euros?|usd|dollars?|gbp|chf|pounds?|cents?|shillings?|ksh|rupees?|rand|naira|francs?|pesos?|yen)$/i;
