import { sha256Hex } from '../../dsl/compile/keys.ts';
import type { Program } from '../../dsl/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Input } from '../../engine/index.ts';
import { mapRecord } from '../../engine/mapping/index.ts';
import type { DemoRecord } from '../../server/demo/index.ts';

/** Demo records through their templates' mappings, as inputs in the order in which they came. */
export function demoInputs(records: Iterable<DemoRecord>, program: Program): readonly Input[] {
  const inputs = new Map<string, Input>();
  for (const { source_type, record, at } of records) {
    const source = program.sources.find(({ sourceType }) => sourceType === source_type);
    if (source === undefined) throw new Error(`no template of ${source_type}`);
    const result = mapRecord(record, source.entries, program, {
      sourceType: source_type,
      sourceName: source.name,
      scope: `default_${source_type}`,
      receivedAt: at,
      recordHash: sha256Hex(canonicalJson(record)),
    });
    if ('errors' in result) continue;
    result.events.forEach((body, index) => {
      const id = result.inputIds[index] ?? '';
      const bodyHash = sha256Hex(canonicalJson(body));
      inputs.set(id, { kind: 'event', id, customer: body.customer_id, at, body, bodyHash, history: true });
    });
  }
  return [...inputs.values()];
}
