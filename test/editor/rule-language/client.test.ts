import { describe, expect, it } from 'vitest';
import { createLanguageClient } from '../../../editor/rule-language/client.ts';
import type { LanguagePort } from '../../../editor/rule-language/client.ts';
import type { Reply, Request } from '../../../editor/rule-language/protocol.ts';

function createPort() {
  const sent: Request[] = [];
  const port: LanguagePort = { onmessage: null, postMessage: request => void sent.push(request) };
  const reply = (data: Reply) => port.onmessage?.({ data } as MessageEvent<Reply>);
  return { port, sent, reply };
}

const checked = (version: number): Reply => ({ kind: 'checked', version, diagnostics: [], documents: [] });

describe('the client of the language worker', () => {
  it('drops the outcome for a text that a newer one has overtaken', () => {
    const { port, reply } = createPort();
    const client = createLanguageClient(port);
    const versions: number[] = [];
    client.onChecked(({ version }) => versions.push(version));
    client.open([]);
    client.change('a.yaml', 'x');
    reply(checked(1));
    reply(checked(2));
    expect(versions).toEqual([2]);
  });

  it('gives each question its own answer, whatever the order', async () => {
    const { port, sent, reply } = createPort();
    const client = createLanguageClient(port);
    const first = client.ask('hover', { file: 'a.yaml', offset: 1 });
    const second = client.ask('completion', { file: 'a.yaml', offset: 2 });
    const ids = sent.map(request => ('id' in request ? request.id : -1));
    reply({ kind: 'answer', id: ids[1] ?? -1, answer: { from: 2, suggestions: [] } });
    reply({ kind: 'answer', id: ids[0] ?? -1, answer: { from: 0, to: 1, text: 'x' } });
    expect(await second).toEqual({ from: 2, suggestions: [] });
    expect(await first).toEqual({ from: 0, to: 1, text: 'x' });
  });

  it('answers with nothing where the worker failed at a question', async () => {
    const { port, sent, reply } = createPort();
    const client = createLanguageClient(port);
    const answer = client.ask('hover', { file: 'a.yaml', offset: 1 });
    const [request] = sent;
    reply({ kind: 'failed', id: request && 'id' in request ? request.id : -1, message: 'broken' });
    expect(await answer).toBeUndefined();
  });
});
