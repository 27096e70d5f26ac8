export const DOCUMENT_PAGES = {};
