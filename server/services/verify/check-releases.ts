import { sha256Hex, stableJson } from '../../../dsl/compile/keys.ts';
import type { Program } from '../../../dsl/program/program.ts';
import type { Store } from '../../stores/store.ts';
import { keptAs } from '../kept.ts';
import type { KeptRelease } from '../kept-releases.ts';
import type { Finding } from './finding.ts';

/** Every release's program is there, and is what its hash says. */
export async function checkReleases(store: Pick<Store, 'settings' | 'setting'>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const releases = (await store.settings('release:')).map(({ value }) => keptAs<KeptRelease>(value));
  for (const hash of new Set(releases.map(({ program }) => program))) {
    const found = await store.setting(`program:${hash}`);
    const seen = found === null ? 'nothing' : hashOf(keptAs<Program>(found.value));
    if (seen === hash) continue;
    const path = `$["program:${hash}"]`;
    findings.push({ customer: null, in: 'release', entry: null, path, expected: hash, seen });
  }
  return findings;
}

function hashOf({ hash: _, ...content }: Program): string {
  return sha256Hex(stableJson(content));
}
