import { describe, expect, it } from 'vitest';
import { createLanguageService } from '../../../dsl/language-service/index.ts';
import type { Suggestion } from '../../../dsl/language-service/index.ts';
import { readCursor } from '../support/cursor-text.ts';
import { SMALL_RULES } from '../support/small-rules.ts';

const service = createLanguageService(SMALL_RULES);

/** What is offered at the cursor of a further file. */
function offered(marked: string): { suggestions: readonly Suggestion[]; labels: string[]; replaced: string } {
  const { text, offset } = readCursor(marked);
  service.update('new.yaml', text);
  const { from, suggestions } = service.completion('new.yaml', offset);
  return { suggestions, labels: suggestions.map(({ label }) => label), replaced: text.slice(from, offset) };
}

const MISSION = `kind: mission
id: new_one
name: New
category: habit
period: week
fixed:
  own: sum(usage.data, 7d)
progress: sum(usage.data, period)
target:
  levels: { a: 1, b: 2 }
  value: own * level
`;

const when = (text: string) => `kind: segment\nid: new_one\nname: New\nwhen: '${text}`;

interface Case {
  readonly at: string;
  readonly text: string;
  readonly first?: readonly string[];
  readonly some?: readonly string[];
  readonly none?: readonly string[];
  readonly replaces?: string;
}

const CASES: readonly Case[] = [
  { at: 'the beginning of a document', text: '<|>', some: ['kind: mission', 'kind: badge'] },
  { at: 'a field of a document', text: 'kind: mission\nid: x\n<|>', first: ['name', 'category', 'generate', 'reward'], none: ['id', 'levels'] },
  { at: 'a field of a part', text: 'kind: mission\ngenerate:\n  <|>', first: ['when'], some: ['fit', 'margin'], none: ['kind'] },
  { at: 'a field in brackets', text: 'kind: badge\nlevels:\n  bronze: { when: x, <|>', first: ['points'], none: ['when'] },
  { at: 'a listed value', text: 'kind: mission\norder: <|>', first: ['listed', 'any'] },
  { at: 'a field that names a segment', text: 'kind: mission\nsegments: [prepaid, he<|>', some: ['heavy'], none: ['explorer'], replaces: 'he' },
  { at: 'a field that names a category', text: 'kind: mission\ncategory: <|>', first: ['habit'] },
  { at: 'a field that names an event', text: 'kind: test\nsteps:\n  - { at: day 1 08:00, event: <|>', some: ['usage.data', 'recharge.completed'], none: ['data_7d'] },
  { at: 'a key that names an event', text: 'kind: event\nid: x\nof:\n  <|>', some: ['usage.voice'], none: ['data_7d'] },

  { at: 'the beginning of a condition', text: when('<|>'), first: ['prepaid', 'heavy'], some: ['engagement', 'data_7d', 'count', 'not', 'tier'], none: ['usage.data', '30d', 'MB'] },
  { at: 'the right of a comparison of numbers', text: when('engagement >= <|>'), some: ['engagement', 'active_missions', 'count', 'ramp'], none: ['prepaid', 'tier', 'first_seen', 'data_7d', 'not', '"gold"'] },
  { at: 'the right of a comparison of data volumes', text: when('data_7d >= <|>'), first: ['data_7d'], some: ['300 MB', 'sum', 'largest'], none: ['prepaid', 'tier', 'last_top_up', 'since'] },
  { at: 'half a word on the right of a comparison', text: when('engagement > act<|>'), first: ['engagement', 'active_missions'], replaces: 'act', none: ['prepaid'] },
  { at: 'between two bounds', text: when('engagement between 20 and <|>'), some: ['active_missions'], none: ['prepaid', 'data_7d'] },
  { at: 'behind an `and`', text: when('engagement > 5 and <|>'), first: ['prepaid'], some: ['data_7d'] },
  { at: 'behind a sum', text: when('data_7d + <|>'), first: ['data_7d'], none: ['prepaid', 'tier'] },
  { at: 'behind a number', text: when('engagement <|>'), some: ['>=', 'between … and …', '+'], none: ['and', 'for', 'count', 'otherwise', 'where'] },
  { at: 'behind what may be missing', text: when('last_top_up <|>'), some: ['is missing', 'otherwise', '<'], none: ['and', '*'] },
  { at: 'behind a text', text: when('tier <|>'), some: ['=', 'in'], none: ['>=', '+', 'and'] },
  { at: 'behind a whole condition', text: when('engagement > 5 <|>'), some: ['and', 'or', 'for', 'within'], none: ['count', '>='] },
  { at: 'the texts that a name can be', text: when('tier = <|>'), first: ['"basic"', '"gold"'], none: ['engagement', 'prepaid'] },
  { at: 'inside a text', text: when('tier = "go<|>'), first: ['basic', 'gold'], none: ['engagement', 'count'], replaces: 'go' },
  { at: 'inside a list of texts', text: when('tier in ["basic", "<|>'), first: ['basic', 'gold'], none: ['tier'] },
  { at: 'inside a text that can be anything', text: when('last(recharge.completed.sku) = "<|>'), first: [], none: ['count', 'engagement'] },
  { at: 'units behind a figure', text: when('data_7d > 300 M<|>'), first: ['byte', 'B', 'KB', 'MB'], none: ['min', 'd', 'points', '%'], replaces: 'M' },
  { at: 'units behind a figure without a space', text: when('data_7d > 300<|>'), some: ['MB', 'GB'], none: ['d', 'h'] },
  { at: 'days behind `for`', text: when('prepaid for 14<|>'), first: ['d'], none: ['h', 'MB', '%'] },
  { at: 'how long a condition is to hold', text: when('prepaid for <|>'), first: ['7d', '14d'], none: ['week', 'lifetime', 'engagement'] },
  { at: 'behind `is`', text: when('last_top_up is <|>'), first: ['missing', 'not missing'], none: ['count'] },
  { at: 'a choice that wants its `then`', text: when('if prepaid <|>'), first: ['then'] },

  { at: 'the stream of a sum', text: when('sum(<|>'), some: ['usage.data', 'payment', 'recharge.completed'], none: ['tier.changed', 'engagement', 'data_7d', '7d'] },
  { at: 'the stream of a count', text: when('count(us<|>'), some: ['usage', 'usage.data', 'usage.voice', 'tier.changed'], none: ['data_7d'], replaces: 'us' },
  { at: 'the attributes of a stream', text: when('distinct(usage.data.<|>'), first: ['usage.data.rat'], some: ['usage.data.service'], none: ['usage.data.value', 'usage.data.time'] },
  { at: 'behind a stream', text: when('count(usage.data <|>'), first: ['where'], none: ['>=', 'and'] },
  { at: 'the event that a `where` sees', text: when('count(usage.data where <|>'), first: ['off_peak'], some: ['rat', 'service', 'value'], none: ['engagement', 'direction', 'count', 'if … then … else …'] },
  { at: 'what a family shares', text: when('count(usage where <|>'), some: ['service', 'time'], none: ['rat', 'direction', 'off_peak'] },
  { at: 'the texts of an attribute', text: when('count(usage.data where rat = "<|>'), first: ['4g', '5g'] },
  { at: 'the texts of a list in a `where`', text: when('count(usage.voice where direction in ["<|>'), first: ['outgoing', 'incoming'] },
  { at: 'ids where an attribute names rules', text: when('count(mission.completed where mission = "<|>'), first: ['explorer', 'caller'] },
  { at: 'the window of a count', text: when('count(usage.data, <|>'), some: ['7d', '24h', 'week', 'lifetime'], none: ['period', 'step', 'engagement', 'usage.data'] },
  { at: 'the window of a count of days', text: when('days(usage.data where off_peak, <|>'), some: ['7d', 'week'], none: ['24h', 'off_peak'] },
  { at: 'what a streak counts', text: when('streak(usage, <|>'), first: ['day', 'week', 'month', 'each'], none: ['7d'] },
  { at: 'how many a median sees', text: when('median(recharge.completed, <|>'), first: ['last 8'], none: ['7d'] },
  { at: 'what a percentile is of', text: when('percentile(<|>'), some: ['data_7d', 'paid_30d'], none: ['engagement', 'prepaid', 'count'] },
  { at: 'what `usual` is of', text: when('usual(<|>'), first: ['count', 'sum', 'days'], none: ['engagement'] },
  { at: 'a further argument like the first', text: when('largest(data_7d, <|>'), first: ['data_7d'], none: ['prepaid', 'tier', 'last_top_up'] },
  { at: 'an argument that is a time', text: when('months_since(<|>'), first: ['last_top_up', 'first_seen'], none: ['engagement', 'prepaid'] },

  { at: 'the window of a mission’s progress', text: MISSION.replace('usage.data, period)', 'usage.data, <|>'), first: ['period', 'step'], some: ['7d'] },
  { at: 'a mission’s own names', text: MISSION.replace('own * level', 'own * <|>'), some: ['level', 'engagement'], none: ['prepaid'] },
  { at: 'a field that the document has not had yet', text: `${MISSION}generate:\n  when: <|>`, some: ['own', 'level', 'prepaid'] },
  { at: 'a score’s weighted sum', text: 'kind: score\nid: fresh\nname: Fresh\nterms:\n  a: { weight: 1, value: 50 }\nresult: <|>', first: ['weighted'] },
  { at: 'a campaign’s trigger', text: 'kind: campaign\nid: fresh\nname: Fresh\ntrigger: mis<|>', some: ['mission.completed', 'tier.changed'], none: ['engagement'], replaces: 'mis' },
  { at: 'the condition of a trigger', text: 'kind: campaign\nid: fresh\nname: Fresh\ntrigger: mission.completed where <|>', some: ['mission', 'level'], none: ['engagement'] },
  { at: 'a record’s expression', text: 'kind: source\nid: fresh\nname: Fresh\nsource_type: cdr\nevent_mapping:\n  timestamp: <|>', some: ['hour', 'field'], none: ['engagement', 'count', 'prepaid'] },
  { at: 'a field under a line that cannot be read', text: 'kind: segment\nid: [\nname: New\nwhen: engagement >= <|>', some: ['active_missions'], none: ['prepaid'] },

  { at: 'a comment', text: 'kind: mission\n# engagement > <|>', first: [], none: ['engagement'] },
  { at: 'a text for people', text: 'kind: mission\ndescription: They use engagement <|>', first: [], none: ['engagement', '>='] },
]; // prettier-ignore

describe('completion', () => {
  it.each(CASES.map(given => [given.at, given] as const))(
    'fits at %s',
    (_at, { text, first, some, none, replaces }) => {
      const { labels, replaced } = offered(text);
      if (first !== undefined)
        expect(first.length === 0 ? labels : labels.slice(0, first.length)).toEqual(first);
      expect(labels).toEqual(expect.arrayContaining([...(some ?? [])]));
      expect(labels.filter(label => none?.includes(label))).toEqual([]);
      if (replaces !== undefined) expect(replaced).toBe(replaces);
    },
  );

  it('offers nothing twice', () => {
    for (const { text } of CASES) {
      const { labels } = offered(text);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('says which fields are required, and what each is for', () => {
    const { suggestions } = offered('kind: mission\nid: x\n<|>');
    expect(suggestions.find(({ label }) => label === 'category')).toMatchObject({
      detail: 'required',
      documentation: expect.stringContaining('policy'),
    });
  });

  it('tells type and doc of a name', () => {
    const { suggestions } = offered(when('<|>'));
    expect(suggestions.find(({ label }) => label === 'data_7d')).toMatchObject({
      detail: 'a data volume',
      documentation: 'Data, 7 days',
    });
    expect(suggestions.find(({ label }) => label === 'last_top_up')?.detail).toBe(
      'a point in time, may be missing',
    );
  });

  it('keeps a document’s names known while its text is broken', () => {
    const broken = createLanguageService(SMALL_RULES);
    broken.diagnostics();
    const missions = SMALL_RULES.find(({ path }) => path === 'missions.yaml')?.text ?? '';
    const { text, offset } = readCursor(
      missions
        .replace('progress: sum(usage.data where rat = "5g", period)', 'progress: {\n  x: [')
        .replace('  fit: (80 - engagement) / 60', '  fit: <|>'),
    );
    broken.update('missions.yaml', text);
    expect(broken.completion('missions.yaml', offset).suggestions.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['own', 'level', 'engagement']),
    );
  });
});
