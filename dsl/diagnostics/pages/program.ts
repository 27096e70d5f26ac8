export const PROGRAM_PAGES = {};
