import { afterAll, describe, expect, it } from 'vitest';
import { endAll, runCairn } from '../support/run-cairn.ts';

afterAll(endAll);

const RULES = { RULES_DIR: './rules' };
const decompile = (logic: string, ...options: readonly string[]) =>
  runCairn(['decompile', '-', ...options], RULES, 'sources', logic);

describe('cairn decompile', () => {
  it('writes the text of every rule in a list', async () => {
    const { code, out } = await decompile('[{">=":[{"var":"scores.risk"},60]},{"var":"segments.prepaid"}]');
    expect([code, out]).toEqual([0, 'risk >= 60\nprepaid\n']);
  });

  it('says on standard error what is wrong and where, and fails', async () => {
    const { code, out, err } = await decompile('{"and":[{">":[{"var":"scores.riks"},60]},true]}');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^\/and\/0\/>\/0 error name-unknown: .*did you mean `risk`/);
  });

  it('gives machines all that is known', async () => {
    const { out } = await decompile('{"+":[{"var":"scores.risk"},1]}', '--value', '--format', 'json');
    expect(JSON.parse(out)).toEqual({
      results: [
        {
          text: 'risk + 1',
          logic: { '+': [{ var: 'scores.risk' }, 1] },
          type: 'number',
          missing: false,
          exact: true,
          diagnostics: [],
        },
      ],
    });
  });

  it('says which rule of a list is wrong, and how a name is kept', async () => {
    const { code, err } = await decompile('[{"var":"segments.prepaid"},{"===":[{"var":"tier"},"gold"]}]');
    expect(code).toBe(1);
    expect(err).toContain('/1/===/0/var error');
    expect(err).toContain('Did you mean `standing.tier`?');
  });

  it('takes what is no JSON for wrong use', async () => {
    expect((await decompile('{"and":')).code).toBe(2);
  });
});
