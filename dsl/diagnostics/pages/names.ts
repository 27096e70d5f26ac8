export const NAME_PAGES = {};
