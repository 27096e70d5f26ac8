/** What an expression's text up to the cursor asks for next. */
export interface ExpressionContext {
  /** The word being typed, dots included. */
  readonly word: string;
  readonly place:
    /** Inside an aggregate's `where`, or a mapping: names of the single event. */
    | { readonly kind: 'where'; readonly stream: string }
    /** The first argument of an aggregate. */
    | { readonly kind: 'stream'; readonly aggregate: string }
    /** A further argument of an aggregate. */
    | { readonly kind: 'window' }
    /** Inside a text literal that is compared with an attribute. */
    | { readonly kind: 'text'; readonly attribute: string; readonly stream: string | undefined }
    /** After a whole value: something that goes on with it. */
    | { readonly kind: 'operator' }
    | { readonly kind: 'operand' };
}

export function expressionContext(text: string, isAggregate: (name: string) => boolean): ExpressionContext {
  const literal = openLiteral(text);
  const call = openCall(literal === undefined ? text : text.slice(0, literal), isAggregate);
  if (literal !== undefined) {
    const attribute =
      /([A-Za-z_]\w*)\s*(?:=|!=|(?:not\s+)?in\s*\[[^\]]*)\s*$/.exec(text.slice(0, literal))?.[1] ?? '';
    return { word: text.slice(literal + 1), place: { kind: 'text', attribute, stream: call?.stream } };
  }
  const word = /[A-Za-z_][\w.]*$/.exec(text)?.[0] ?? '';
  const before = text.slice(0, text.length - word.length).trimEnd();
  if (call?.argument === 0 && !call.where && call.stream === undefined) {
    return { word, place: { kind: 'stream', aggregate: call.name } };
  }
  if (endsValue(before)) return { word, place: { kind: 'operator' } };
  if (call?.where && call.stream !== undefined)
    return { word, place: { kind: 'where', stream: call.stream } };
  if (call && call.argument > 0) return { word, place: { kind: 'window' } };
  return { word, place: { kind: 'operand' } };
}

interface OpenCall {
  readonly name: string;
  readonly argument: number;
  readonly where: boolean;
  /** The stream named by the first argument, once it is followed by something. */
  readonly stream: string | undefined;
}

/** The innermost aggregate call that is still open. */
function openCall(text: string, isAggregate: (name: string) => boolean): OpenCall | undefined {
  const opens: { readonly name: string; readonly from: number }[] = [];
  const bare = withoutLiterals(text);
  for (const match of bare.matchAll(/([A-Za-z_]\w*)?\s*(\()|\)/g)) {
    if (match[2] === undefined) opens.pop();
    else opens.push({ name: match[1] ?? '', from: match.index + match[0].length });
  }
  const inner = opens.findLast(({ name }) => name !== '');
  if (!inner || !isAggregate(inner.name)) return undefined;
  const inside = bare.slice(inner.from);
  const parts = topLevelParts(inside);
  const last = parts.at(-1) ?? '';
  const stream = /^\s*([A-Za-z_][\w.]*)[\s,]/.exec(inside)?.[1];
  return { name: inner.name, argument: parts.length - 1, where: /\bwhere\b/.test(last), stream };
}

function topLevelParts(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(' || char === '[') depth += 1;
    if (char === ')' || char === ']') depth -= 1;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

const WANTS_VALUE =
  /(?:^|[-+*/=<>(,[]|\b(?:and|or|not|if|then|else|where|between|in|is|otherwise|for|within|per|forgive))$/;

/** Whether a value stands complete at the end, so that only an operator can follow. */
function endsValue(text: string): boolean {
  return !WANTS_VALUE.test(text);
}

function openLiteral(text: string): number | undefined {
  let open: number | undefined;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '\\' && open !== undefined) index += 1;
    else if (text[index] === '"') open = open === undefined ? index : undefined;
  }
  return open;
}

function withoutLiterals(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, literal => '_'.repeat(literal.length));
}
