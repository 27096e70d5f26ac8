import type { JsonSchema } from '../../../dsl/documents/index.ts';

type Row = readonly [field: string, holds: string, about: string];

const HEADER: readonly string[] = ['kind', 'id', 'name', 'description', 'tags'];

/** Every field of a kind, nested ones by their path; what says the same as a field before it stands once. */
export function documentFields(schema: JsonSchema): readonly Row[] {
  const seen = new Set<string>();
  return fieldsOf(schema, '').filter(([field, , about]) => {
    if (HEADER.includes(field.replace(' *', '').replaceAll('`', ''))) return false;
    const key = `${field.replace(/^.*[.`](\w+)`.*$/, '$1')}: ${about}`;
    return seen.size < seen.add(key).size;
  });
}

function fieldsOf(schema: JsonSchema, path: string): readonly Row[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const here = `${path}${name}`;
    const row: Row = [`\`${here}\`${required.has(name) ? ' *' : ''}`, holds(part), part.description ?? ''];
    return [row, ...inside(part, here)];
  });
}

function inside(schema: JsonSchema, path: string): readonly Row[] {
  const [named] = Object.values(schema.patternProperties ?? {});
  return [
    ...(schema.properties === undefined ? [] : fieldsOf(schema, `${path}.`)),
    ...(named === undefined ? [] : inside(named, `${path}.<name>`)),
    ...(schema.items === undefined ? [] : inside(schema.items, `${path}[]`)),
    ...(schema.anyOf ?? []).flatMap(branch => inside(branch, path)),
  ];
}

function holds(schema: JsonSchema): string {
  const role = schema['x-expression'];
  const [named] = Object.values(schema.patternProperties ?? {});
  if (role !== undefined) return role;
  if (schema.enum !== undefined) return schema.enum.map(value => `\`${String(value)}\``).join(', ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(holds))].join(' or ');
  if (schema.items !== undefined) return `list of ${holds(schema.items)}`;
  if (named !== undefined) return `by name: ${holds(named)}`;
  if (schema.properties !== undefined) return 'fields';
  return TYPES[schema.type ?? ''] ?? schema.type ?? 'anything';
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'whole number',
  null: 'nothing',
};
