import { describe, expect, it } from 'vitest';
import { createLanguageService } from '../../../dsl/language-service/index.ts';
import { answer } from '../../../editor/rule-language/answer.ts';

const service = createLanguageService([]);

describe('the worker, asked to format,', () => {
  it('gives the text as the page holds it, in its canonical form', () => {
    const text = 'kind: segment\nid:   a\nname: A # c\nwhen: (risk>60)\n';
    expect(answer(service, { method: 'format', given: { text } })).toBe(
      'kind: segment\nid: a\nname: A  # c\nwhen: risk > 60\n',
    );
  });

  it('gives back a text that it cannot read', () => {
    const text = 'kind:  segment\nname: a: b\n';
    expect(answer(service, { method: 'format', given: { text } })).toBe(text);
  });
});
