import { compileFiles } from '../../dsl/compile/program.ts';
import { HOSTILE_FILES } from '../support/hostile-files.ts';

/** Prints how long each hostile file takes to be refused, in ms, and in how many problems. */
compileFiles([{ path: 'warm-up.yaml', text: 'kind: metric\nid: x\nname: x\nvalue: 1 +\n' }]);
for (const [what, text] of HOSTILE_FILES) {
  if (process.argv[2] !== undefined && !what.includes(process.argv[2])) continue;
  const start = performance.now();
  const { diagnostics } = compileFiles([{ path: 'hostile.yaml', text }]);
  const ms = performance.now() - start;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  console.log(
    `${ms.toFixed(0).padStart(7)} ms  ${String(errors.length).padStart(6)}  ${what}: ${errors[0]?.code ?? ''} ${errors[0]?.message.slice(0, 100) ?? ''}`,
  );
}
