import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, addressOf, api } from '../../../editor/api/client.ts';

const storage = new Map<string, string>();
vi.stubGlobal('sessionStorage', { getItem: (name: string) => storage.get(name) ?? null });

function answerWith(status: number, body: string): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    requests.push(new Request(new URL(address, 'http://cairn.test'), init));
    return new Response(status === 204 ? null : body, { status });
  });
  return requests;
}

afterEach(() => {
  storage.clear();
});

describe('the API client', () => {
  it('leaves out what a query does not say', () => {
    expect(addressOf('customers/', { search: 'a b', segment: undefined, tier: '', limit: 50 })).toBe(
      '/api/loyalty/v1/customers/?search=a+b&limit=50',
    );
  });

  it('sends the key that was given, and JSON', async () => {
    storage.set('cairn.key', 'k-1');
    const requests = answerWith(200, '{"ok":true}');
    await api.post('evaluate/', { a: 1 });
    const [request] = requests;
    expect(request?.headers.get('authorization')).toBe('Bearer k-1');
    expect(await request?.json()).toEqual({ a: 1 });
  });

  it('throws the problem that the server states, with its fields', async () => {
    answerWith(
      422,
      '{"type":"about:blank","title":"Unprocessable","status":422,"detail":"No such type","errors":[{"path":"/a","message":"is missing"}]}',
    );
    const error = await api.get('x/').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 422,
      message: 'No such type',
      problem: { errors: [{ path: '/a' }] },
    });
  });

  it('says what came where a failure is no problem document', async () => {
    answerWith(502, '<html>Bad gateway</html>');
    await expect(api.get('x/')).rejects.toMatchObject({ status: 502, message: 'The server answered 502.' });
  });

  it('reads an empty answer as nothing', async () => {
    answerWith(204, '');
    expect(await api.delete('demo/1/')).toBeUndefined();
  });

  it('says that the server cannot be reached', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(api.get('x/')).rejects.toMatchObject({ status: 0 });
  });
});
