export const EXPRESSION_PAGES = {};
