export const YAML_PAGES = {};
