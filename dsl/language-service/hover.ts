import { languageTables } from '../check/language-tables.ts';
import type { Scope } from '../check/scope.ts';
import { isDocumentKind, schemaOf, schemasAt } from '../documents/index.ts';
import type { LoadedDocument } from '../documents/index.ts';
import { parseExpression, printExpression } from '../syntax/index.ts';
import { rowDoc, typeWords } from './completion/words.ts';
import type { CursorContext } from './place/cursor-place.ts';
import { fieldAt } from './place/field-at.ts';
import type { ExpressionAt } from './place/field-at.ts';
import { scanExpression } from './place/scan-expression.ts';
import type { Mention } from './place/scan-expression.ts';
import { signatureOf } from './signatures.ts';
import { knownIds } from './symbols/known-ids.ts';
import { referenceAt } from './symbols/reference-fields.ts';
import type { Hover } from './types.ts';
import type { Snapshot } from './workspace.ts';
import { ownValue } from '../program/own-value.ts';

/** Today's value of a name or an aggregate, as people read it, where one is known. */
export type Values = (text: string) => string | undefined;

/** What the word at an offset means: a field, a function, a stream or a name of the rules. */
export function hover(snapshot: Snapshot, path: string, offset: number, values: Values): Hover | null {
  const text = snapshot.files.get(path)?.text ?? '';
  const word = wordAt(text, offset);
  if (word === undefined) return null;
  const field = fieldAt(snapshot, text, word.to);
  if (field === undefined) return null;
  const { context, expression } = field;
  if (context.place === 'key') return keyHover(word, context, snapshot);
  if (expression !== undefined) {
    const hovered = { word, context, rest: text.slice(word.to), snapshot, values };
    return expressionHover(hovered, expression);
  }
  const to = context.kind === undefined ? undefined : referenceAt(context.kind, context.path, 'value');
  const named =
    to === undefined ? undefined : knownIds(to, snapshot.known).find(({ id }) => id === word.text);
  return named === undefined
    ? null
    : { ...spanOf(word), text: titled(named.id, to ?? '', named.name, named.description) };
}

interface Word {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const spanOf = ({ from, to }: Word): Pick<Hover, 'from' | 'to'> => ({ from, to });

function wordAt(text: string, offset: number): Word | undefined {
  const before = /[A-Za-z_][\w.]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const after = /^[\w.]*/.exec(text.slice(offset))?.[0] ?? '';
  const word = (before + after).replace(/\.+$/, '');
  const from = offset - before.length;
  return /^[A-Za-z_]/.test(word) ? { from, to: from + word.length, text: word } : undefined;
}

function keyHover(word: Word, { kind, path }: CursorContext, snapshot: Snapshot): Hover | null {
  if (kind === undefined || !isDocumentKind(kind)) return null;
  const own = [...path, word.text];
  const to = referenceAt(kind, own, 'key');
  const named =
    to === undefined ? undefined : knownIds(to, snapshot.known).find(({ id }) => id === word.text);
  if (named !== undefined)
    return { ...spanOf(word), text: titled(named.id, to ?? '', named.name, named.description) };
  const doc = schemasAt(schemaOf(kind), own).find(({ description }) => description)?.description;
  return doc === undefined ? null : { ...spanOf(word), text: doc };
}

interface Hovered {
  readonly word: Word;
  readonly context: CursorContext;
  /** The file's text behind the word. */
  readonly rest: string;
  readonly snapshot: Snapshot;
  readonly values: Values;
}

function expressionHover(hovered: Hovered, { scope, role }: ExpressionAt): Hover | null {
  const { word, context, rest } = hovered;
  // A campaign's trigger reads like the first argument of an aggregate.
  const text = (role === 'stream' ? 'count(' : '') + context.text;
  const call = /^\s*\(/.exec(rest)?.[0] ?? '';
  const { mentions } = scanExpression(text + call, scope);
  const at = text.length - 1;
  const mention = mentions.findLast(({ span }) => span.start <= at && at < span.end);
  const content = mention && describe(mention, scope, hovered);
  if (mention === undefined || content === undefined) return null;
  const from = word.to - (text.length - mention.span.start);
  return { from, to: from + mention.text.length, text: content };
}

function describe(mention: Mention, scope: Scope, hovered: Hovered): string | undefined {
  const { snapshot, values } = hovered;
  switch (mention.kind) {
    case 'function':
    case 'aggregate': {
      const signature = signatureOf(mention.text);
      const today = mention.kind === 'aggregate' ? values(callText(hovered)) : undefined;
      const now = today === undefined ? '' : `\n\nNow: ${today}`;
      return signature && `\`${signature.label}\`\n\n${signature.documentation}${now}`;
    }
    case 'keyword': {
      const row = languageTables.operators.find(({ text }) => text.split(/[\s…]+/)[0] === mention.text);
      return row && `\`${row.text}\`\n\n${rowDoc(row)}`;
    }
    case 'stream':
      return describeStream(mention, snapshot);
    case 'attribute':
      return describeAttribute(mention);
    case 'name':
      return describeName(mention.text, scope, snapshot, values);
    default:
      return undefined;
  }
}

/** The whole call in canonical spelling, as far as its brackets close. */
function callText({ word, rest }: Hovered): string {
  let depth = 0;
  for (const [index, char] of [...rest].entries()) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth > 0) continue;
    const text = word.text + rest.slice(0, index + 1);
    const { ast } = parseExpression(text);
    return ast === undefined ? text : printExpression(ast);
  }
  return word.text;
}

function describeName(name: string, scope: Scope, { known }: Snapshot, values: Values): string | undefined {
  const info = scope.resolve(name);
  if (info === undefined || info === 'circular') return undefined;
  const document = known.find(({ kind, id }) => id === name && kind !== 'event' && kind !== 'test');
  const today = values(name);
  const lines = [
    `\`${name}\`: ${typeWords(info.type, info.missing)}${document === undefined ? '' : ` (${document.kind})`}`,
    document === undefined ? (info.description ?? '') : docOf(document),
    info.values === undefined ? '' : `One of ${info.values.join(', ')}.`,
    today === undefined ? '' : `Now: ${today}`,
  ];
  return lines.filter(line => line !== '').join('\n\n');
}

function describeStream({ text, stream }: Mention, { known }: Snapshot): string | undefined {
  if (stream === undefined) return undefined;
  const document = known.find(({ kind, id }) => kind === 'event' && id === text);
  const value = stream.attributes['value'];
  const leaves = stream.leaves.map(({ event }) => event);
  const lines = [
    `\`${text}\`: events${value === undefined ? '' : ` with ${typeWords(value.type)}`}`,
    document === undefined ? '' : docOf(document),
    leaves.length === 1 && leaves[0] === text
      ? ''
      : `Made of ${[...new Set(leaves)].map(quoted).join(', ')}.`,
    `Attributes: ${Object.keys(stream.attributes).map(quoted).join(', ')}`,
  ];
  return lines.filter(line => line !== '').join('\n\n');
}

function describeAttribute({ text, stream }: Mention): string | undefined {
  const attribute = ownValue(stream?.attributes, text);
  if (stream === undefined || attribute === undefined) return undefined;
  const { type, missing, values = [] } = attribute;
  const listed = values.length === 0 ? '' : `\n\nOne of ${values.join(', ')}.`;
  return `\`${text}\` of \`${stream.id}\`: ${typeWords(type, missing)}${listed}`;
}

function docOf({ name, value }: LoadedDocument): string {
  return 'description' in value && value.description ? `**${name}** – ${value.description}` : `**${name}**`;
}

function titled(id: string, kind: string, name: string, description: string): string {
  const text = [name === '' ? '' : `**${name}**`, description].filter(part => part !== '').join(' – ');
  return `\`${id}\` (${kind})${text === '' ? '' : `\n\n${text}`}`;
}

const quoted = (id: string): string => `\`${id}\``;
