import { KEYWORD_TOKENS } from '../../../syntax/tokens.ts';
import type { DocumentValues } from '../../schemas/index.ts';
import type { Problem } from '../problem.ts';
import { conflict } from './problems.ts';

/** What no expression could name, or would mean something else by. */
export function attributeNames({ attributes = {} }: DocumentValues['event']): readonly Problem[] {
  return Object.keys(attributes).flatMap((name): readonly Problem[] => {
    const isWord = KEYWORD_TOKENS.has(name);
    if (!isWord && name !== 'time') return [];
    const message = isWord
      ? `\`${name}\` is a word of the language, so no expression could name the attribute.`
      : '`time` is when the event happened, so no attribute can be called so.';
    const text = `${name}_of_event`;
    const remedy = { kind: 'replace', text, title: `Write \`${text}\`` } as const;
    return [
      {
        code: 'name-reserved',
        path: ['attributes', name],
        at: 'key',
        message,
        expected: 'another name',
        remedy,
        recovery: { kind: 'none' },
      },
    ];
  });
}

export function derivedEvent(value: DocumentValues['event']): readonly Problem[] {
  return [
    ...(value.source_types
      ? [conflict(['source_types'], 'A derived stream (`of`) has no sources of its own.')]
      : []),
    ...(value.id.includes('.')
      ? [
          conflict(['id'], 'The id of a derived stream (`of`) has no dot: it is no family.', {
            kind: 'fill',
            text: value.id.replaceAll('.', '_'),
          }),
        ]
      : []),
  ];
}
