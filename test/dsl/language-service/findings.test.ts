import { describe, expect, it } from 'vitest';
import { createLanguageService } from '../../../dsl/language-service/index.ts';
import { badge, POLICY } from '../analysis/support/programme.ts';

const SCORE =
  'kind: event\nid: usage\nname: Usage\nsource_types: [cdr]\n---\nkind: score\nid: engagement\nname: Engagement\nterms:\n  days: { weight: 1, value: "ramp(days(usage, 30d), 24)" }\n';

const files = (...levels: readonly string[]) => [
  { path: 'base.yaml', text: `${POLICY}---\n${SCORE}` },
  { path: 'hero.yaml', text: badge(...levels) },
];

describe('what is found across rules while they are edited', () => {
  it('comes and goes with the text, and is no problem of its own', () => {
    const service = createLanguageService(files('engagement >= 60', 'engagement >= 50'));
    expect(service.diagnostics()).toEqual([]);
    expect(service.findings('hero.yaml').map(({ code }) => code)).toEqual(['level-not-higher']);
    service.update('hero.yaml', badge('engagement >= 60', 'engagement >= 70'));
    expect(service.findings()).toEqual([]);
  });

  it('is nothing as long as the rules do not compile', () => {
    const service = createLanguageService(files('engagement >= 60', 'engagment >= 50'));
    expect(service.diagnostics().length).toBeGreaterThan(0);
    expect(service.findings()).toEqual([]);
  });

  it('stands at its place after the text above it has moved', () => {
    const text = badge('engagement >= 60', 'engagement >= 50');
    const service = createLanguageService(files('engagement >= 60', 'engagement >= 50'));
    const [before] = service.findings();
    service.update('hero.yaml', `# a remark\n${text}`);
    const [after] = service.findings();
    expect(after?.range.start.line).toBe((before?.range.start.line ?? 0) + 1);
  });

  it('comes with its fixes', () => {
    const service = createLanguageService(files('engagement >= 0 and engagement > 20'));
    const [finding] = service.findings();
    const { start, end } = finding?.range ?? { start: { offset: 0 }, end: { offset: 0 } };
    const titles = service
      .quickFixes('hero.yaml', { start: start.offset, end: end.offset })
      .map(({ title }) => title);
    expect(titles).toEqual(['Remove `engagement >= 0`']);
  });
});
