import { compileFiles } from '../../dsl/compile/program.ts';
import { openTestApp } from '../server/support/test-app.ts';
import { HOSTILE_BODIES } from '../support/hostile-bodies.ts';
import { HOSTILE_FILES } from '../support/hostile-files.ts';

const isAsked = (what: string): boolean => process.argv[2] === undefined || what.includes(process.argv[2]);

/** Prints how long each hostile file takes to be refused, in ms, and in how many problems. */
compileFiles([{ path: 'warm-up.yaml', text: 'kind: metric\nid: x\nname: x\nvalue: 1 +\n' }]);
for (const [what, text] of HOSTILE_FILES.filter(([what]) => isAsked(what))) {
  const start = performance.now();
  const { diagnostics } = compileFiles([{ path: 'hostile.yaml', text }]);
  const ms = performance.now() - start;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  console.log(
    `${ms.toFixed(0).padStart(7)} ms  ${String(errors.length).padStart(6)}  ${what}: ${errors[0]?.code ?? ''} ${errors[0]?.message.slice(0, 100) ?? ''}`,
  );
}

/** The same of each hostile body of a request beside the default rules, with its status and the length of the answer. */
const server = await openTestApp();
await server.post('rules/check/', {});
await server.post('evaluate/', { expression: 'engagement', customer_id: 'c-1' });
for (const { what, path, text } of HOSTILE_BODIES.filter(({ what, path }) => isAsked(`${path} ${what}`))) {
  const start = performance.now();
  const answer = await server.call('POST', path, { text, headers: { 'content-type': 'application/json' } });
  const ms = performance.now() - start;
  console.log(
    `${ms.toFixed(0).padStart(7)} ms  ${answer.status}  ${String(answer.text.length).padStart(8)}  ${path} ${what} (${text.length.toLocaleString('en')} characters)`,
  );
}
await server.close();
