import { languageTables } from '../../../dsl/check/language-tables.ts';
import type { FunctionRow } from '../../../dsl/check/functions.ts';
import { DOCUMENT_KINDS, schemaOf } from '../../../dsl/documents/index.ts';
import { documentFields } from './document-fields.ts';

/** The tables of the page by the name of their place in it, made of the rows that the checker reads. */
function tables(): ReadonlyMap<string, string> {
  const { operators, functions, mappingFunctions, aggregates, specialAggregates, types, units } =
    languageTables;
  const signed = (
    rows: readonly { readonly signature: string; readonly doc: string; readonly example: string }[],
  ) =>
    table(
      ['Aggregate', 'Gives', 'Example'],
      rows.map(({ signature, doc, example }) => [code(signature), doc, code(example)]),
    );
  return new Map([
    [
      'operators',
      table(
        ['Operator', 'Gives', 'Example'],
        operators.map(({ text, doc, example }) => [code(text), doc, code(example)]),
      ),
    ],
    ['functions', functionTable(functions)],
    ['mapping functions', functionTable(mappingFunctions)],
    ['aggregates', signed(aggregates)],
    ['special aggregates', signed(specialAggregates)],
    [
      'types',
      table(
        ['Type', 'Is', 'Example'],
        Object.entries(types).map(([name, { phrase, example }]) => [code(name), phrase, code(example)]),
      ),
    ],
    [
      'units',
      table(
        ['Unit', 'Type', 'Of its base', ''],
        units.map(({ name, type, factor, literal }) => [
          code(name),
          type,
          String(factor),
          literal ? 'literal' : '',
        ]),
      ),
    ],
    ...DOCUMENT_KINDS.map(
      kind => [`kind ${kind}`, table(['Field', 'Holds', ''], documentFields(schemaOf(kind)))] as const,
    ),
  ]);
}

/** The page with its tables made anew; everything else as it is. */
export function withTables(page: string): string {
  const made = tables();
  const seen = new Set<string>();
  const filled = page.replace(/<!-- (?!end)([a-z ]+) -->\n[^]*?<!-- end -->/g, (_, name: string) => {
    const rows = made.get(name);
    if (rows === undefined) throw new Error(`there is no table "${name}"`);
    seen.add(name);
    return `<!-- ${name} -->\n\n${rows}\n\n<!-- end -->`;
  });
  const left = [...made.keys()].filter(name => !seen.has(name));
  if (left.length > 0) throw new Error(`the page has no place for: ${left.join(', ')}`);
  return filled;
}

function functionTable(rows: readonly FunctionRow[]): string {
  return table(
    ['Function', 'Types', 'Gives', 'Example'],
    rows.map(({ name, parameters, variadic, result, doc, example }) => [
      code(`${name}(${parameters.map(parameter => parameter.name).join(', ')}${variadic ? ', …' : ''})`),
      `${parameters.map(({ type }) => type).join(', ')} → ${result}`,
      doc,
      code(example),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
