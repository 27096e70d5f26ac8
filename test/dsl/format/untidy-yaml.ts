/** Writes documents as careless and as fancy as YAML lets authors be: the same values in ever other layouts. */
export interface Untidiness {
  /** Decides what stays: whether a collection is flow, where comments and blank lines stand. */
  readonly layout: () => number;
  /** Decides what a formatter evens out: blanks, quotes, the depth of indents. */
  readonly spelling: () => number;
}

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export function untidyDocument(value: { readonly [key: string]: Plain }, untidiness: Untidiness): string {
  const { layout, spelling } = untidiness;
  const step = 1 + Math.floor(spelling() * 4);
  let remarks = 0;

  const chance = (random: () => number, share: number) => random() < share;
  const comment = () => `# remark ${(remarks += 1)}: "x", [y`;
  const blanks = () => ' '.repeat(1 + (chance(spelling, 0.2) ? Math.floor(spelling() * 4) : 0));
  const trailing = (share: number) => (chance(layout, share) ? `${blanks()}${comment()}` : '');

  /** What may stand between two entries of a block. */
  function gap(indent: number): string {
    let lines = '';
    if (chance(layout, 0.1)) lines += '\n'.repeat(1 + Math.floor(spelling() * 3));
    if (chance(layout, 0.1)) lines += `${' '.repeat(indent)}${comment()}\n`;
    if (chance(layout, 0.05)) lines += '\n';
    return lines;
  }

  function block(value: Plain, indent: number, isFirstOfItem = false): string {
    const entries: readonly (readonly [string, Plain])[] = Array.isArray(value)
      ? value.map(item => ['-', item] as const)
      : Object.entries(value as Readonly<Record<string, Plain>>).map(([key, item]) => [
          `${quoted(key)}:`,
          item,
        ]);
    return entries
      .map(([lead, item], index) => {
        const start = isFirstOfItem && index === 0 ? '' : gap(indent) + ' '.repeat(indent);
        return start + lead + entry(lead, item, indent);
      })
      .join('');
  }

  function entry(lead: string, item: Plain, indent: number): string {
    if (item === null) return `${trailing(0.1)}\n`;
    if (typeof item !== 'object') return scalarEntry(item, indent);
    const isEmpty = Object.keys(item).length === 0;
    if (isEmpty || (isFlat(item) && chance(layout, 0.5))) return ` ${flow(item, indent)}${trailing(0.1)}\n`;
    const inner = indent + step + (lead === '-' ? 1 : 0);
    if (lead === '-' && chance(layout, 0.8))
      return `${' '.repeat(step)}${block(item, indent + 1 + step, true)}`;
    return `${trailing(0.1)}\n${block(item, inner)}`;
  }

  function scalarEntry(item: string | number | boolean, indent: number): string {
    if (
      typeof item === 'string' &&
      /^\S[^\n]*[^\s:]$/.test(item) &&
      !/ {2}| $/.test(item) &&
      chance(spelling, 0.15)
    ) {
      const lines = chance(spelling, 0.5) ? item.replace(/ (?=\S)/, '\n') : item;
      return `${blanks()}>-${trailing(0.1)}\n${indented(lines, indent + step)}\n`;
    }
    return `${blanks()}${quoted(item)}${trailing(0.1)}\n`;
  }

  function flow(item: Plain, indent: number): string {
    if (item === null) return 'null';
    if (typeof item !== 'object') return quoted(item, true);
    const isWide = chance(layout, 0.15);
    const space = () =>
      isWide ? `\n${' '.repeat(indent + step)}` : ' '.repeat(Math.floor(spelling() * 2.5));
    const inside = Array.isArray(item)
      ? item.map(part => flow(part, indent + step))
      : Object.entries(item).map(([key, part]) => `${quoted(key, true)}: ${flow(part, indent + step)}`);
    const rows = inside.map((part, index) => {
      const comma = index < inside.length - 1 ? ',' : '';
      return space() + part + comma + (isWide ? trailing(0.2) : '');
    });
    const [open, close] = Array.isArray(item) ? ['[', ']'] : ['{', '}'];
    return `${open}${rows.join('')}${rows.length > 0 ? space() : ''}${close}`;
  }

  function quoted(item: string | number | boolean, inFlow = false): string {
    if (typeof item !== 'string') return String(item);
    const isPlain =
      /^[A-Za-z][\w.]*( [\w.<>=]+)*$/.test(item) && !/^(true|false|null|on|off|yes|no)$/i.test(item);
    if (isPlain && chance(spelling, 0.6)) return item;
    if (!inFlow && /^[\w(][^:#'"\n]*\)$/.test(item) && chance(spelling, 0.6)) return item;
    if (!/[\n\t]/.test(item) && chance(spelling, 0.6)) return `'${item.replaceAll("'", "''")}'`;
    return JSON.stringify(item);
  }

  return block(value, 0);
}

const indented = (text: string, indent: number) =>
  text
    .split('\n')
    .map(line => ' '.repeat(indent) + line)
    .join('\n');

/** Small enough for a row. */
function isFlat(value: Plain): boolean {
  const text = JSON.stringify(value);
  return text.length < 120 && !text.includes('\\n') && !text.includes('null');
}

/** Pseudo-random numbers from 0 to 1: the same seed, the same numbers. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
