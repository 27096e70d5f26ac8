import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatFile } from '../../dsl/format/index.ts';
import { readDefaultRules } from '../support/default-rules.ts';

const STARTER = join(import.meta.dirname, '../../server/cli/starter');
const starter = readdirSync(STARTER).map(path => ({
  path: `starter/${path}`,
  text: readFileSync(join(STARTER, path), 'utf8'),
}));

describe('the rules that come along', () => {
  it.each([...readDefaultRules(), ...starter])(
    'stand in their canonical form in $path (else: npx cairn fmt)',
    file => {
      expect(formatFile(file)).toEqual({ text: file.text, diagnostics: [] });
    },
  );
});
