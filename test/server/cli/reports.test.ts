import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
import { codeQualityOf } from '../../../server/cli/code-quality.ts';
import { githubAnnotations } from '../../../server/cli/github-annotations.ts';
import { sarifOf } from '../../../server/cli/sarif.ts';
import { SARIF_SUBSET } from './sarif-subset.ts';

const text = `kind: segment
id: first
name: a: b
when: engagment >= 60 %
---
kind: segmnt
id: x
`;
const { diagnostics } = compileFiles([{ path: 'my rules/a,b.yaml', text }]);

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(SARIF_SUBSET);

/** As much of a log as is looked at here; that the rest is right is the schema's to say. */
interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
        }[];
        readonly fixes?: readonly {
          readonly artifactChanges: readonly {
            readonly replacements: readonly {
              readonly deletedRegion: { readonly charOffset: number; readonly charLength: number };
              readonly insertedContent: { readonly text: string };
            }[];
          }[];
        }[];
      }[];
    },
  ];
}

describe('sarifOf', () => {
  const log = JSON.parse(JSON.stringify(sarifOf(diagnostics, '1.2.3'))) as Log;
  const [{ tool, results }] = log.runs;

  it('writes what the standard takes', () => {
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('describes every code once, and points each problem to its own', () => {
    const ids = tool.driver.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(results.map(({ ruleIndex }) => ids[ruleIndex])).toEqual(diagnostics.map(({ code }) => code));
  });

  it('puts each fix where applying it mends the text', () => {
    const fix = results.find(({ ruleId }) => ruleId === 'yaml-colon')?.fixes?.[0];
    const replacement = fix?.artifactChanges[0]?.replacements[0];
    if (replacement === undefined) throw new Error('There is no fix');
    const { charOffset, charLength } = replacement.deletedRegion;
    const mended =
      text.slice(0, charOffset) + replacement.insertedContent.text + text.slice(charOffset + charLength);
    expect(mended).toContain("name: 'a: b'\n");
  });

  it('writes paths as references, below the repository', () => {
    const uris = results.flatMap(({ locations }) =>
      locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
    );
    expect(new Set(uris)).toEqual(new Set(['my%20rules/a%2Cb.yaml']));
  });

  it('is a log without results where nothing is wrong', () => {
    const empty = sarifOf([], '1.2.3');
    expect(validate(empty)).toBe(true);
    expect(empty).toMatchObject({ runs: [{ results: [] }] });
  });
});

describe('githubAnnotations', () => {
  const lines = githubAnnotations(diagnostics).split('\n');

  it('writes one line a problem, whatever its message', () => {
    expect(lines).toHaveLength(diagnostics.length);
    for (const line of lines) expect(line).toMatch(/^::(error|warning) file=[^:]+,line=\d+,.*::.+$/);
  });

  it('escapes what separates properties', () => {
    expect(lines[0]).toContain(
      'file=my rules/a%2Cb.yaml,line=3,endLine=3,col=7,endColumn=10,title=yaml-colon::',
    );
  });

  it('escapes line breaks and percent signs of messages', () => {
    const [problem] = diagnostics;
    if (problem === undefined) throw new Error('There is no problem to write');
    expect(githubAnnotations([{ ...problem, message: '5 %\nof', fixes: [] }])).toMatch(/::5 %25%0Aof/);
  });
});

describe('codeQualityOf', () => {
  it('knows a problem again that only moved', () => {
    const moved = compileFiles([{ path: 'my rules/a,b.yaml', text: `# a comment\n${text}` }]).diagnostics;
    const fingerprints = (report: readonly object[]) =>
      report.map(row => 'fingerprint' in row && row.fingerprint);
    expect(moved).not.toEqual(diagnostics);
    expect(fingerprints(codeQualityOf(moved))).toEqual(fingerprints(codeQualityOf(diagnostics)));
  });

  it('tells two equal problems apart', () => {
    const [problem] = diagnostics;
    if (problem === undefined) throw new Error('There is no problem to write');
    const [one, other] = codeQualityOf([problem, problem]);
    expect(one).not.toEqual(other);
  });
});
