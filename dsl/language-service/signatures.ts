import { languageTables } from '../check/language-tables.ts';
import { rowDoc } from './completion/words.ts';

export interface CallSignature {
  readonly label: string;
  /** Markdown. */
  readonly documentation: string;
  readonly parameters: readonly { readonly name: string; readonly doc: string }[];
  /** The last parameter may be repeated. */
  readonly variadic: boolean;
}

/** The signature of a function or an aggregate, from its row of the language's tables. */
export function signatureOf(name: string): CallSignature | undefined {
  const aggregate = AGGREGATES.find(row => row.name === name);
  if (aggregate !== undefined) {
    const { signature } = aggregate;
    const parameters = partsOf(signature).map(part => ({ name: part, doc: '' }));
    return { label: signature, documentation: rowDoc(aggregate), parameters, variadic: false };
  }
  const row = FUNCTIONS.find(other => other.name === name);
  if (row === undefined) return undefined;
  const names = row.parameters.map(parameter => parameter.name);
  return {
    label: `${name}(${names.join(', ')}${row.variadic ? ', …' : ''})`,
    documentation: rowDoc(row),
    parameters: row.parameters.map(parameter => ({ name: parameter.name, doc: parameter.doc })),
    variadic: row.variadic,
  };
}

const AGGREGATES = [...languageTables.aggregates, ...languageTables.specialAggregates];
const FUNCTIONS = [...languageTables.functions, ...languageTables.mappingFunctions];

/** `count(stream [where …], window)` → its arguments as they are written; brackets around what is optional left out. */
function partsOf(signature: string): readonly string[] {
  const inside = signature.slice(signature.indexOf('(') + 1, -1);
  return inside.split(',').map(part => withoutOpenBracket(part.trim()));
}

function withoutOpenBracket(part: string): string {
  const text = part.replace(/\s*\[$/, '');
  return text.endsWith(']') && !text.includes('[') ? text.slice(0, -1) : text;
}
