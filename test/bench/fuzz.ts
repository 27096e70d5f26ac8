import { compileFiles, renderDiagnostics } from '../../dsl/index.ts';
import { readDefaultRules } from '../support/default-rules.ts';
import { damaged } from '../support/fuzz/damage.ts';
import { unsoundIn } from '../support/fuzz/sound.ts';
import { createRandom } from '../support/mock-api/random.ts';

interface Options {
  readonly count?: number;
  readonly seed?: number;
}

/** Damaged rule files, compiled: crashes, and diagnostics whose places or fixes are not those of the file. */
export function run({ count = 20_000, seed = 1 }: Options = {}): readonly string[] {
  const files = readDefaultRules();
  const random = createRandom(seed);
  const failures: string[] = [];
  let problems = 0;
  for (let done = 0; done < count; done += 1) {
    const file = damaged(files, random);
    try {
      const { diagnostics } = compileFiles([file]);
      const unsound = unsoundIn(diagnostics, [file]);
      if (unsound.length > 0) failures.push(`${unsound.join('; ')} in ${JSON.stringify(file.text)}`);
      renderDiagnostics(diagnostics, [file]);
      problems += diagnostics.length;
    } catch (error) {
      failures.push(`${String(error)} in ${JSON.stringify(file.text)}`);
    }
  }
  return [
    ...failures.slice(0, 20),
    `Damaged rule files: ${count} (seed ${seed}), ${problems} problems; ${failures.length} crashes or unsound diagnostics`,
  ];
}
