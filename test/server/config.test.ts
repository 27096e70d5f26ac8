import { describe, expect, it } from 'vitest';
import { ConfigError, isLoopback, readConfig, SETTINGS } from '../../server/config.ts';
import { mistypedSettings } from '../../server/mistyped-settings.ts';

describe('the configuration', () => {
  it('has a value for everything when nothing is set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      mongodbUrl: null,
      mongodbDb: 'cairn',
      adminKey: null,
    });
    expect(config.dataDir).toMatch(/\/data$/);
    expect(config.rulesDir).toMatch(/\/rules$/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', HOST: ' ' })).toMatchObject({ port: 8080, host: '127.0.0.1' });
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'not a host'],
    ['MONGODB_URL', 'http://localhost'],
    ['MONGODB_DB', 'a/b'],
    ['SECRET_KEY', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['DECIDE_THREADS', 'many'],
    ['ADMIN_KEY', 'with blank'],
    ['DRAIN_SECONDS', '6'],
    ['DRAIN_SECONDS', '1s'],
  ])('refuses %s=%s with a sentence that names the variable', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} `));
  });

  it('lets other machines in only with a key', () => {
    expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/HOST is 0\.0\.0\.0.*ADMIN_KEY/);
    expect(readConfig({ HOST: '0.0.0.0', ADMIN_KEY: 'k' }).adminKey).toBe('k');
  });

  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['127.0.0.1.example.com', false],
    ['192.168.1.4', false],
  ])('knows whether %s is this machine alone', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });

  it('reads a secret key as hexadecimal digits or base64', () => {
    const key = Buffer.alloc(32, 9);
    expect(readConfig({ SECRET_KEY: key.toString('hex') }).secretKey).toEqual(key);
    expect(readConfig({ SECRET_KEY: key.toString('base64') }).secretKey).toEqual(key);
  });
});

describe('a variable that nobody reads', () => {
  it.each([
    ['MONGODB_URI', 'MONGODB_URL'],
    ['MONGO_URL', 'MONGODB_URL'],
    ['MONGO_URI', 'MONGODB_URL'],
    ['mongodb_url', 'MONGODB_URL'],
    ['DATADIR', 'DATA_DIR'],
    ['ADMINKEY', 'ADMIN_KEY'],
    ['DRAIN_SECS', 'DRAIN_SECONDS'],
  ])('is told where it looks like a setting that is not set: %s', (name, setting) => {
    const told = `${name} is set, which Cairn does not read: is ${setting} meant?`;
    expect(mistypedSettings({ [name]: 'x', PATH: '/bin' })).toEqual([told]);
    expect(mistypedSettings({ [name]: 'x', [setting]: 'y' })).toEqual([]);
    expect(mistypedSettings({ [name]: '' })).toEqual([]);
  });

  it.each(['PATH', 'HOSTNAME', 'HOME', 'NODE_ENV', 'npm_config_loglevel', 'TMPDIR', 'SHLVL', 'DATABASE'])(
    'is another program’s where it does not: %s',
    name => {
      expect(mistypedSettings({ [name]: 'x' })).toEqual([]);
    },
  );

  it('is none of those that the configuration asks for', () => {
    const asked = new Set<string>();
    readConfig(
      new Proxy<Record<string, string | undefined>>({}, { get: (_, name) => void asked.add(String(name)) }),
    );
    expect([...asked].sort()).toEqual([...SETTINGS].sort());
  });
});
