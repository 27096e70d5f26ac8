/**
 * The part of SARIF 2.1.0's schema (OASIS, sarif-schema-2.1.0.json) that a log of problems uses: its property names,
 * which of them are required, their types and bounds. Whatever else the standard allows is refused, so that a slip in a
 * name shows.
 */
const closed = (properties: Record<string, object>, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const text = { type: 'string' };
const line = { type: 'integer', minimum: 1 };
const offset = { type: 'integer', minimum: 0 };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const list = (items: object, minItems = 0) => ({ type: 'array', items, minItems });

const message = {
  ...closed({ text, markdown: text, id: text }),
  anyOf: [{ required: ['text'] }, { required: ['id'] }],
};
const region = closed({
  startLine: line,
  startColumn: line,
  endLine: line,
  endColumn: line,
  charOffset: { type: 'integer', minimum: -1 },
  charLength: offset,
});
const artifactLocation = closed({ uri: { ...text, format: 'uri-reference' }, uriBaseId: text });
const artifactContent = closed({ text, binary: text });
const replacement = closed({ deletedRegion: region, insertedContent: artifactContent }, ['deletedRegion']);
const artifactChange = closed({ artifactLocation, replacements: list(replacement, 1) }, [
  'artifactLocation',
  'replacements',
]);
const fix = closed({ description: message, artifactChanges: list(artifactChange, 1) }, ['artifactChanges']);
const location = closed({ physicalLocation: closed({ artifactLocation, region }) });
const rule = closed(
  {
    id: text,
    shortDescription: closed({ text }, ['text']),
    help: closed({ text, markdown: text }, ['text']),
    defaultConfiguration: closed({ level }),
  },
  ['id'],
);
const result = closed(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: -1 },
    level,
    message,
    locations: list(location),
    fixes: list(fix),
  },
  ['message'],
);
const run = closed(
  {
    tool: closed({ driver: closed({ name: text, version: text, rules: list(rule) }, ['name']) }, ['driver']),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    results: list(result),
  },
  ['tool'],
);

export const SARIF_SUBSET = closed(
  { $schema: { ...text, format: 'uri' }, version: { const: '2.1.0' }, runs: list(run) },
  ['version', 'runs'],
);
