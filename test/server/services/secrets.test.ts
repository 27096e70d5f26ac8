import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealConfig } from '../../../server/services/connection-config.ts';
import { isKeyOf, loadSecretKey, MASK, secretBox } from '../../../server/services/secrets.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';

const box = secretBox(Buffer.alloc(32, 1));

describe('a sealed secret', () => {
  it('opens with its key at its place', () => {
    expect(box.open(box.seal('pässword', 'a/api_key'), 'a/api_key')).toBe('pässword');
  });

  it('never looks the same twice', () => {
    expect(box.seal('x', 'a')).not.toBe(box.seal('x', 'a'));
  });

  it('opens with no other key, at no other place and not when it was changed', () => {
    // Three bytes fill base64 without padding, so that its last character carries nothing but them.
    const sealed = box.seal('xyz', 'a');
    expect(() => secretBox(Buffer.alloc(32, 2)).open(sealed, 'a')).toThrow();
    expect(() => box.open(sealed, 'b')).toThrow();
    const other = sealed.slice(0, -1) + (sealed.endsWith('A') ? 'B' : 'A');
    expect(() => box.open(other, 'a')).toThrow();
    expect(() => box.open('v2:a:b:c', 'a')).toThrow(/unknown form/);
  });
});

describe('a connection’s configuration', () => {
  it.each(['api_key', 'apiKey', 'password', 'token', 'access_token', 'client_secret', 'db_password'])(
    'hides %s, at any depth',
    name => {
      const { sealed } = sealConfig({ list: [{ [name]: 'hidden' }] }, null, box, 'a');
      expect(sealed.config).toEqual({ list: [{ [name]: MASK }] });
      expect(box.open(sealed.secrets[`list.0.${name}`] ?? '', `a/list.0.${name}`)).toBe('"hidden"');
    },
  );

  it('hides nothing else', () => {
    const config = { api_endpoint: 'https://a', user: 'u', password: null, token: '' };
    expect(sealConfig(config, null, box, 'a').sealed).toEqual({ config, secrets: {} });
  });
});

describe('the key in the data folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-key-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is made once, also by two first starts at once, and readable by its owner alone', async () => {
    const keys = await Promise.all([1, 2, 3].map(() => loadSecretKey(join(folder, 'data'))));
    expect(new Set(keys.map(key => key.toString('hex'))).size).toBe(1);
    expect(await loadSecretKey(join(folder, 'data'))).toEqual(keys[0]);
    expect((await stat(join(folder, 'data', 'secret.key'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, 'data', 'secret.key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('that is damaged stops the start and names its file', async () => {
    await writeFile(join(folder, 'secret.key'), 'oops');
    await expect(loadSecretKey(folder)).rejects.toThrow(/secret\.key/);
  });
});

describe('the key of a store', () => {
  it('is the first that came, on every node', async () => {
    const store = await openSqliteStore({ file: ':memory:' });
    const [own, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    expect([await isKeyOf(store, own), await isKeyOf(store, own), await isKeyOf(store, other)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(JSON.stringify(await store.setting('secret_key_proof'))).not.toContain(
      own.toString('hex').slice(0, 16),
    );
    await store.close();
  });
});
