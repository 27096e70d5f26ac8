/** One rule of the page's grammar: what it is made of, each once. */
export interface Production {
  readonly name: string;
  readonly terminals: ReadonlySet<string>;
  readonly references: ReadonlySet<string>;
}

/** `name = … "word" … other … NUMBER`, over several lines. */
export function readEbnf(block: string): readonly Production[] {
  const rules = block.split(/^(?=\w+\s*= )/m).filter(rule => rule.trim() !== '');
  return rules.map(rule => {
    const [, name = '', body = ''] = /^(\w+)\s*= ([^]*)$/.exec(rule) ?? [];
    const quoted = [...body.matchAll(/"([^"]+)"/g)].map(([, text = '']) => text);
    const words = body.replace(/"[^"]+"/g, ' ').match(/\w+/g) ?? [];
    const named = words.filter(word => word === word.toUpperCase());
    return {
      name,
      terminals: new Set([...quoted, ...named]),
      references: new Set(words.filter(word => word !== word.toUpperCase())),
    };
  });
}
