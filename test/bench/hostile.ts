import { compileFiles } from '../../dsl/compile/program.ts';
import { openTestApp } from '../server/support/test-app.ts';
import { HOSTILE_BODIES } from '../support/hostile-bodies.ts';
import { HOSTILE_FILES } from '../support/hostile-files.ts';

/** How long it takes, in ms, to refuse hostile files and requests; those alone that are called like `wanted`. */
export async function run(wanted = ''): Promise<readonly string[]> {
  const files = HOSTILE_FILES.filter(([what]) => what.includes(wanted));
  const bodies = HOSTILE_BODIES.filter(({ what, path }) => `${path} ${what}`.includes(wanted));
  compileFiles([{ path: 'warm-up.yaml', text: 'kind: metric\nid: x\nname: x\nvalue: 1 +\n' }]);
  return [
    'files: ms, problems, the first of them',
    ...files.map(([what, text]) => fileLine(what, text)),
    'requests beside the default rules: ms, status, length of the answer',
    ...(await bodyLines(bodies)),
  ];
}

function fileLine(what: string, text: string): string {
  const start = performance.now();
  const { diagnostics } = compileFiles([{ path: 'hostile.yaml', text }]);
  const ms = performance.now() - start;
  const [first, ...others] = diagnostics.filter(({ severity }) => severity === 'error');
  const count = first === undefined ? 0 : others.length + 1;
  return `${column(ms, 7)} ${column(count, 6)}  ${what}: ${first?.code ?? ''} ${first?.message.slice(0, 100) ?? ''}`;
}

async function bodyLines(bodies: typeof HOSTILE_BODIES): Promise<readonly string[]> {
  const server = await openTestApp();
  await server.post('rules/check/', {});
  await server.post('evaluate/', { expression: 'engagement', customer_id: 'c-1' });
  const lines: string[] = [];
  for (const { what, path, text } of bodies) {
    const start = performance.now();
    const answer = await server.call('POST', path, { text, headers: { 'content-type': 'application/json' } });
    const ms = performance.now() - start;
    lines.push(
      `${column(ms, 7)} ${answer.status} ${column(answer.text.length, 8)}  ${path} ${what} (${text.length.toLocaleString('en')} characters)`,
    );
  }
  await server.close();
  return lines;
}

function column(figure: number, width: number): string {
  return figure.toFixed(0).padStart(width);
}
