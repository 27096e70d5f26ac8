export const AGGREGATE_PAGES = {};
