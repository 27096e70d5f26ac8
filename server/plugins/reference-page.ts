/** The parts of an OpenAPI description that the page shows. */
interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses?: unknown;
}

interface ProblemKind {
  readonly kind: string;
  readonly status: number;
  readonly title: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** A page of plain HTML, without scripts: it works under the strictest content policy and without a network. */
export function renderReference(description: object, problems: readonly ProblemKind[]): string {
  const operations = operationsOf(description);
  const tags = [...new Set(operations.map(operation => operation.tag))];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cairn API</title><style>${STYLE}</style></head><body>
<header><h1>Cairn API</h1><p>${escape(textOf(description, 'info', 'description'))}</p>
<p><a href="/api/openapi.json">OpenAPI 3.1 as JSON</a></p>
<nav>${tags.map(tag => `<a href="#${anchor(tag)}">${escape(tag)}</a>`).join(' ')} <a href="#problems">Problems</a></nav></header>
<main>${tags.map(tag => renderTag(tag, operations)).join('\n')}
<section id="problems"><h2>Problems</h2><table><tr><th>type</th><th>status</th><th>title</th></tr>
${problems.map(({ kind, status, title }) => `<tr id="problem-${kind}"><td><code>${kind}</code></td><td>${status}</td><td>${escape(title)}</td></tr>`).join('\n')}
</table></section></main></body></html>`;
}

interface Listed {
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function operationsOf(description: object): Listed[] {
  return Object.entries(child(description, 'paths')).flatMap(([path, item]) =>
    METHODS.flatMap(method => {
      const operation: Operation = child(item, method);
      return Object.keys(operation).length === 0
        ? []
        : [{ tag: operation.tags?.[0] ?? '', method, path, operation }];
    }),
  );
}

function renderTag(tag: string, operations: readonly Listed[]): string {
  const own = operations.filter(operation => operation.tag === tag);
  return `<section id="${anchor(tag)}"><h2>${escape(tag)}</h2>${own.map(renderOperation).join('\n')}</section>`;
}

function renderOperation({ method, path, operation }: Listed): string {
  const { summary = '', description = '', parameters = [], requestBody, responses } = operation;
  return `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escape(path)}</code> ${escape(summary)}</summary>
${description === '' ? '' : `<p>${escape(description)}</p>`}
${parameters.length === 0 ? '' : `<h3>Parameters</h3><ul>${parameters.map(renderParameter).join('')}</ul>`}
${requestBody === undefined ? '' : `<h3>Body</h3>${renderContents(requestBody)}`}
${Object.entries(objectOf(responses))
  .map(
    ([status, response]) =>
      `<h3>${status === 'default' ? 'Problem' : `Answer ${status}`}</h3>${renderContents(response)}`,
  )
  .join('\n')}</details>`;
}

function renderParameter(parameter: unknown): string {
  const { name = '', in: place = '', required, description = '' } = objectOf(parameter);
  const about = [String(place), required === true ? 'required' : '', String(description)]
    .filter(Boolean)
    .join(', ');
  return `<li><code>${escape(String(name))}</code> ${escape(about)} <code>${escape(typeOf(child(parameter, 'schema')))}</code></li>`;
}

function renderContents(body: unknown): string {
  return Object.entries(child(body, 'content'))
    .map(
      ([type, content]) => `<p>${escape(type)}</p><pre>${escape(outline(child(content, 'schema'), 0))}</pre>`,
    )
    .join('');
}

/** A schema as the shape that it asks for, one field a line. */
function outline(schema: object, depth: number): string {
  const { properties, items, anyOf, additionalProperties, type } = objectOf(schema);
  const indent = '  '.repeat(depth + 1);
  if (properties !== undefined) {
    const required = new Set(listOf(child(schema, 'required')));
    const fields = Object.entries(objectOf(properties)).map(([name, field]) => {
      const about = textOf(field, 'description');
      const mark = required.has(name) ? '' : '?';
      return `${indent}${name}${mark}: ${outline(objectOf(field), depth + 1)}${about === '' ? '' : `  — ${about}`}`;
    });
    return `{\n${fields.join('\n')}\n${'  '.repeat(depth)}}`;
  }
  if (items !== undefined) return `[ ${outline(objectOf(items), depth)} ]`;
  if (Array.isArray(anyOf)) return anyOf.map(option => outline(objectOf(option), depth)).join(' | ');
  if (type === 'object' && typeof additionalProperties === 'object') {
    return `{ name: ${outline(objectOf(additionalProperties), depth + 1)} }`;
  }
  return typeOf(schema);
}

function typeOf(schema: object): string {
  const { type, enum: values, anyOf, const: constant } = objectOf(schema);
  if (Array.isArray(values)) return values.map(value => JSON.stringify(value)).join(' | ');
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(anyOf)) return anyOf.map(option => typeOf(objectOf(option))).join(' | ');
  return typeof type === 'string' ? type : 'any';
}

function child(parent: unknown, key: string): Readonly<Record<string, unknown>> {
  return objectOf(objectOf(parent)[key]);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: object): unknown[] {
  return Object.values(value);
}

function textOf(value: unknown, ...path: readonly string[]): string {
  let found = value;
  for (const key of path) found = objectOf(found)[key];
  return typeof found === 'string' ? found : '';
}

function anchor(tag: string): string {
  return tag.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
a { color: light-dark(#1d5bd1, #7fb0ff); }
html { background: light-dark(#fff, #10151c); color: light-dark(#17202c, #e6ebf1); }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; }
nav { display: flex; flex-wrap: wrap; gap: 1rem; }
details { border: 1px solid #8884; border-radius: 6px; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary b { display: inline-block; font: 600 12px ui-monospace, monospace; min-width: 4rem; }
pre { background: #8881; border-radius: 6px; overflow: auto; padding: .8rem; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
th, td { padding: .2rem 1rem .2rem 0; text-align: left; }
`;
