export const TYPE_PAGES = {};
