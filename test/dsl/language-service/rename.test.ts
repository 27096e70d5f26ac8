import { describe, expect, it } from 'vitest';
import { stableJson } from '../../../dsl/compile/keys.ts';
import { compileFiles, renderDiagnostics } from '../../../dsl/index.ts';
import type { Program, RuleFile } from '../../../dsl/index.ts';
import { applyEdits } from '../../../dsl/language-service/apply-edits.ts';
import { createLanguageService } from '../../../dsl/language-service/index.ts';
import { readDefaultRules } from '../../support/default-rules.ts';
import { SMALL_RULES } from '../support/small-rules.ts';

/** Where a text stands in the files, at its first occurrence or at a later one. */
function find(files: readonly RuleFile[], text: string, from = ''): { path: string; offset: number } {
  for (const file of files) {
    const start = file.text.indexOf(from);
    const offset = start < 0 ? -1 : file.text.indexOf(text, start);
    if (offset >= 0) return { path: file.path, offset: offset + text.length };
  }
  throw new Error(`${text} is not there`);
}

/** The rules of a program without their order and hash, with one word in place of another. */
function meaning(program: Program | undefined, word: string, by: string): unknown {
  const inKeys = (text: string) => text.replaceAll('.', '~d');
  const text = JSON.stringify(program).replaceAll(inKeys(word), inKeys(by)).replaceAll(word, by);
  const { hash: _hash, manifest, ...rules } = JSON.parse(text) as Program;
  const lists = Object.entries(rules).map(([key, value]) =>
    Array.isArray(value) ? [key, value.map(stableJson).sort()] : [key, stableJson(value)],
  );
  return [lists, Object.keys(manifest.features).sort()];
}

/** The files without the former id that a rename has written down. */
function withoutFormer(files: readonly RuleFile[], former: string): readonly RuleFile[] {
  return files.map(({ path, text }) => ({ path, text: text.replace(`\nwas: [${former}]`, '') }));
}

interface RenameCase {
  readonly what: string;
  readonly old: string;
  readonly new: string;
  /** A text that ends with the old name, to stand on. */
  readonly on: string;
  /** How often it is named, here and there. */
  readonly places: number;
  /** How often among them by its family alone. */
  readonly byFamily?: number;
  /** Customers hold something under its id: the former one is kept as `was`. */
  readonly held?: true;
}

const RENAMES: readonly RenameCase[] = [
  { what: 'a metric', on: 'id: data_7d', old: 'data_7d', new: 'data_week', places: 6 },
  { what: 'a metric from where it is read', on: 'data_7d', old: 'data_7d', new: 'data_week', places: 6 },
  { what: 'a segment', on: 'id: prepaid', old: 'prepaid', new: 'pay_ahead', places: 5 },
  { what: 'a score', on: 'id: engagement', old: 'engagement', new: 'activity', places: 7 },
  { what: 'a mission, in texts too', on: 'id: explorer', old: 'explorer', new: 'pioneer', places: 4, held: true },
  { what: 'a mission from a text', on: 'mission = "explorer', old: 'explorer', new: 'pioneer', places: 4, held: true },
  { what: 'an event', on: 'id: usage.data', old: 'usage.data', new: 'usage.internet', places: 6, byFamily: 1 },
  { what: 'an event of a derived stream', on: 'id: recharge.completed', old: 'recharge.completed', new: 'recharge.done', places: 3 },
  { what: 'a derived stream', on: 'id: payment', old: 'payment', new: 'income', places: 2 },
  { what: 'an attribute', on: 'attributes: { rat', old: 'rat', new: 'technology', places: 4 },
  { what: 'an attribute that a derived stream reads', on: 'attributes: { channel', old: 'channel', new: 'via', places: 2 },
  { what: 'an attribute of a derived stream', on: 'attributes: { method', old: 'method', new: 'way', places: 3 },
  { what: 'a fixed figure', on: '  own', old: 'own', new: 'usual_week', places: 3 },
  { what: 'a category', on: 'category: habit', old: 'habit', new: 'routine', places: 4 },
  { what: 'a tier level', on: '  gold', old: 'gold', new: 'golden', places: 3 },
  { what: 'a badge', on: 'id: power_user', old: 'power_user', new: 'heavy_user', places: 1, held: true },
  { what: 'a tier', on: 'id: club', old: 'club', new: 'circle', places: 1, held: true },
  { what: 'a campaign', on: 'id: well_done', old: 'well_done', new: 'congratulations', places: 1 },
]; // prettier-ignore

describe('rename', () => {
  const before = compileFiles(SMALL_RULES);

  it.each(RENAMES.map(given => [given.what, given] as const))(
    'gives %s another name and keeps the meaning',
    (_what, given) => {
      const service = createLanguageService(SMALL_RULES);
      const { path, offset } = find(SMALL_RULES, given.on);
      expect(service.references(path, offset)).toHaveLength(given.places);
      const result = service.rename(path, offset, given.new);
      if (result.kind === 'refused') throw new Error(result.reason);
      expect(result.edits).toHaveLength(given.places - (given.byFamily ?? 0) + (given.held ? 1 : 0));
      const renamed = applyEdits(SMALL_RULES, result.edits);
      const after = compileFiles(renamed);
      expect(renderDiagnostics(after.diagnostics, renamed)).toBe('No problems found.');
      expect(meaning(compileFiles(withoutFormer(renamed, given.old)).program, given.new, given.old)).toEqual(
        meaning(before.program, given.new, given.old),
      );
      expect(renamed.some(({ text }) => text.includes(`id: ${given.new}\nwas: [${given.old}]\n`))).toBe(
        given.held ?? false,
      );
      for (const file of renamed) service.update(file.path, file.text);
      const edited = result.edits[0];
      const back = service.rename(
        edited?.file ?? '',
        find(
          renamed.filter(file => file.path === edited?.file),
          given.new,
        ).offset,
        given.old,
      );
      const restored = back.kind === 'edits' ? applyEdits(renamed, back.edits) : [];
      expect(given.held ? withoutFormer(restored, given.new) : restored).toEqual(
        SMALL_RULES.map(({ path: file, text }) => ({ path: file, text })),
      );
    },
  );

  const FORMER: readonly (readonly [string, string, string])[] = [
    ['beside an earlier one', 'id: m\nwas: [older]\nname: M', 'id: n\nwas: [older, m]\nname: M'],
    ['below a comment', 'id: m # the first\nname: M', 'id: n # the first\nwas: [m]\nname: M'],
    ['without the name it takes back', 'id: m\nwas:\n  - n\nname: M', 'id: n\nwas:\n  [m]\nname: M'],
  ];

  it.each(FORMER)('keeps a former id %s', (_what, head, expected) => {
    const text = (top: string) => `kind: badge\n${top}\nlevels:\n  bronze: { when: prepaid }\n`;
    const files = [...SMALL_RULES, { path: 'badges.yaml', text: text(head) }];
    const service = createLanguageService(files);
    const result = service.rename('badges.yaml', text(head).indexOf('id: m') + 4, 'n');
    if (result.kind === 'refused') throw new Error(result.reason);
    expect(applyEdits(files, result.edits).at(-1)?.text).toBe(text(expected));
  });

  const REFUSALS: readonly (readonly [string, string, string, string])[] = [
    ['a name that a rule has', 'id: data_7d', 'paid_30d', 'metric `paid_30d` already, in scores.yaml'],
    ['a name that a rule of another kind has', 'id: data_7d', 'prepaid', 'segment `prepaid` already'],
    ['a name of the platform', 'id: data_7d', 'points_balance', 'name of the platform'],
    ['a name that missions have', 'id: prepaid', 'target', 'missions have of their own'],
    ['a name that a mission fixes', 'id: data_7d', 'own', 'The mission `explorer` fixes'],
    ['no name at all', 'id: data_7d', '7 days', 'is no name'],
    ['a capital where none may be', 'id: data_7d', 'Data', 'is no name'],
    ['a word of the language', 'id: data_7d', 'between', 'word of the language'],
    ['an attribute that is there', 'attributes: { rat', 'off_peak', 'has an attribute `off_peak` already'],
    ['what every event has', 'attributes: { rat', 'time', 'every event has'],
    ['a family', 'id: usage.data', 'usage', 'family of events already'],
    ['an event out of a family that is read', 'id: usage.data', 'traffic.data', 'no longer belong'],
    ['a fixed figure like a rule', '  own', 'prepaid', 'segment `prepaid` already'],
    ['a fixed figure like `level`', '  own', 'level', 'has a `level` already'],
  ]; // prettier-ignore

  it.each(REFUSALS)('refuses %s, and says why', (_what, on, name, reason) => {
    const service = createLanguageService(SMALL_RULES);
    const { path, offset } = find(SMALL_RULES, on);
    expect(service.rename(path, offset, name)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining(reason),
    });
  });

  it.each([
    ['a function', 'sum'],
    ['a unit', '600 M'],
    ['a text for people', 'name: Data'],
    ['what the platform knows', 'points_balance'],
  ])('finds nothing to rename at %s', (_what, on) => {
    const service = createLanguageService(SMALL_RULES);
    const { path, offset } = find(SMALL_RULES, on);
    expect(service.renameTarget(path, offset)).toBeNull();
    expect(service.rename(path, offset, 'other').kind).toBe('refused');
  });

  it('refuses where a document that cannot be read may name it', () => {
    const broken = 'kind: metric\nid: broken\nname: Broken\nvalue: { x: data_7d\n';
    const service = createLanguageService([...SMALL_RULES, { path: 'broken.yaml', text: broken }]);
    const { path, offset } = find(SMALL_RULES, 'id: data_7d');
    expect(service.rename(path, offset, 'data_week')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('broken.yaml'),
    });
  });

  it('goes along with problems that were there before', () => {
    const faulty = 'kind: metric\nid: faulty\nname: Faulty\nvalue: data_7d + nonsense\n';
    const service = createLanguageService([...SMALL_RULES, { path: 'faulty.yaml', text: faulty }]);
    const { path, offset } = find(SMALL_RULES, 'id: data_7d');
    const result = service.rename(path, offset, 'data_week');
    expect(result.kind === 'edits' && result.edits.map(({ file }) => file)).toContain('faulty.yaml');
  });

  it.each([
    ['a metric that tests name in their constants', 'id: cash_in_30d', 'cash_in_30d', 'cash_in_month'],
    ['a mission', 'id: data_explorer', 'data_explorer', 'data_pioneer'],
    ['an event that a source maps', 'id: recharge.completed', 'recharge.completed', 'recharge.succeeded'],
  ])('keeps the default rules whole when it renames %s', (_what, on, old, name) => {
    const files = readDefaultRules();
    const service = createLanguageService(files);
    const { path, offset } = find(files, on);
    const result = service.rename(path, offset, name);
    if (result.kind === 'refused') throw new Error(result.reason);
    const renamed = applyEdits(files, result.edits);
    const after = compileFiles(renamed);
    expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const alike = compileFiles(withoutFormer(renamed, old)).program;
    expect(meaning(alike, name, old)).toEqual(meaning(compileFiles(files).program, name, old));
    const left = withoutFormer(renamed, old).filter(({ text }) =>
      new RegExp(`(?<![\\w.])${old.replaceAll('.', '\\.')}(?![\\w.])`).test(
        text.replace(/^\s*(?:#|description:|name:|id:).*$/gm, ''),
      ),
    );
    expect(left.map(file => file.path)).toEqual([]);
  });
});

describe('definition', () => {
  const service = createLanguageService(SMALL_RULES);
  const CASES: readonly (readonly [string, string, readonly string[]])[] = [
    ['a metric', 'ramp(data_7d', ['id: data_7d']],
    ['a fixed figure', 'nice(own', ['  own']],
    ['a segment of a mission', '[prepaid, heavy', ['id: heavy']],
    ['an event', 'event: usage.data', ['id: usage.data']],
    ['a family: its events', 'days(usage', ['id: usage.data', 'id: usage.voice']],
    ['an attribute', 'where rat', ['{ rat']],
    ['an attribute of a test’s event', 'attributes: { rat: 5', ['{ rat']],
    ['a mission in a text', 'mission = "explorer', ['id: explorer']],
    ['a category', 'of: habit', ['  habit']],
    ['a trigger', 'trigger: mission.completed', ['id: mission.completed']],
    ['a level of a tier in a text', 'tier = "gold', ['  gold']],
  ]; // prettier-ignore

  it.each(CASES)('of %s is found', (what, on, expected) => {
    const place = find(SMALL_RULES, on);
    const offset = what.includes('test’s event') ? place.offset - ': 5'.length : place.offset;
    const found = service.definition(place.path, offset).map(({ file, range }) => {
      const text = SMALL_RULES.find(({ path }) => path === file)?.text ?? '';
      return expected.find(end => text.slice(0, range.end.offset).endsWith(end)) ?? range;
    });
    expect(found).toEqual(expected);
  });

  it('of nothing is nowhere', () => {
    const { path, offset } = find(SMALL_RULES, 'name: Explorer');
    expect(service.definition(path, offset)).toEqual([]);
    expect(service.references(path, offset)).toEqual([]);
  });
});
