import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { readConfig } from '../../server/config.ts';
import { PROJECT_ROOT } from '../../server/project-root.ts';
import { openTestApp } from '../server/support/test-app.ts';
import type { TestApp } from '../server/support/test-app.ts';

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const textOf = (path: string) => readFileSync(join(PROJECT_ROOT, path), 'utf8');
const packageJson = JSON.parse(textOf('package.json')) as {
  scripts: Record<string, string>;
  engines: object;
};

/** The variables that the server asks its environment for. */
function knownVariables(): ReadonlySet<string> {
  const asked = new Set<string>(['NODE_ENV']);
  readConfig(
    new Proxy<Record<string, string | undefined>>({}, { get: (_, name) => void asked.add(String(name)) }),
  );
  return asked;
}

describe('the compose file', () => {
  const compose = parse(textOf('deploy/compose.yaml'), { merge: true }) as Compose;
  const services = Object.entries(compose.services);

  it('names only services, networks, volumes and files that there are', () => {
    for (const [, { depends_on = [], networks = [], volumes = [], build }] of services) {
      for (const name of Array.isArray(depends_on) ? depends_on : Object.keys(depends_on))
        expect(Object.keys(compose.services)).toContain(name);
      for (const name of networks) expect(Object.keys(compose.networks)).toContain(name);
      for (const [place = ''] of volumes.map(volume => volume.split(':'))) {
        if (place.startsWith('./')) expect(existsSync(join(PROJECT_ROOT, 'deploy', place))).toBe(true);
        else expect(Object.keys(compose.volumes)).toContain(place);
      }
      if (build) expect(existsSync(join(PROJECT_ROOT, 'deploy', build.context, build.dockerfile))).toBe(true);
    }
  });

  it('gives every service an image or a way to build it', () => {
    expect(
      services.filter(([, { image, build }]) => (image === undefined) === (build === undefined)),
    ).toEqual([]);
  });

  it('sets variables that the server knows, with values that it takes', () => {
    const environment = { ...compose.services['cairn-1']?.environment };
    for (const name of Object.keys(environment)) expect(knownVariables()).toContain(name);
    const config = readConfig({
      ...environment,
      ADMIN_KEY: 'k',
      SECRET_KEY: '07'.repeat(32),
      HOST: '0.0.0.0',
    });
    expect(config.mongodbUrl).toContain('replicaSet=cairn');
  });

  it('has the nodes that the proxy asks whether they are ready, and that Prometheus scrapes', () => {
    const nodes = services.filter(([, { build }]) => build !== undefined).map(([name]) => name);
    expect(nodes.length).toBeGreaterThan(1);
    expect(compose.services['proxy']?.depends_on).toEqual(nodes);
    expect(textOf('deploy/Caddyfile')).toContain(
      `reverse_proxy ${nodes.map(node => `${node}:8080`).join(' ')} {`,
    );
    expect(textOf('deploy/prometheus.yaml')).toContain(`names: [${nodes.join(', ')}]`);
  });
});

describe('the Dockerfile', () => {
  const lines = textOf('deploy/Dockerfile').split('\n');

  it('installs, builds and starts as package.json says', () => {
    const scripts = lines.flatMap(line => [...line.matchAll(/npm run (\w+)/g)].map(([, name = '']) => name));
    expect(scripts).toEqual(['build']);
    for (const name of scripts) expect(Object.keys(packageJson.scripts)).toContain(name);
    const command = lines.find(line => line.startsWith('CMD '))?.slice('CMD '.length) ?? '[]';
    expect((JSON.parse(command) as string[]).join(' ')).toBe(packageJson.scripts['start']);
  });

  it('sets variables that the server knows', () => {
    const set = lines.filter(line => line.startsWith('ENV ')).flatMap(line => line.slice(4).split(' '));
    for (const [name = ''] of set.map(pair => pair.split('='))) expect(knownVariables()).toContain(name);
    expect(set.length).toBeGreaterThan(3);
  });

  it('copies what there is', () => {
    for (const name of ['package.json', 'package-lock.json', '.npmrc'])
      expect(existsSync(join(PROJECT_ROOT, name))).toBe(true);
    expect(textOf('.dockerignore').split('\n')).toContain('node_modules');
  });
});

describe('the alert rules', () => {
  const { groups } = parse(textOf('deploy/alerts.yaml')) as {
    groups: readonly { rules: readonly { alert: string; expr: string }[] }[];
  };
  const rules = groups.flatMap(group => group.rules);
  let server: TestApp;
  let known: ReadonlySet<string>;
  beforeAll(async () => {
    server = await openTestApp();
    const { text } = await server.get('/metrics');
    known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
  });
  afterAll(() => server.close());

  it.each(rules.map(({ alert, expr }) => [alert, expr]))(
    '%s asks for metrics that there are',
    (_alert, expr) => {
      const asked = [...expr.matchAll(/\bcairn_\w+/g)].map(([name]) =>
        name.replace(/_(bucket|count|sum)$/, ''),
      );
      expect(asked.length).toBeGreaterThan(0);
      for (const name of asked) expect(known).toContain(name);
    },
  );

  it('and the guide to deployment tell of the same alerts, metrics and variables', () => {
    const guide = textOf('docs/deploy.md');
    const told = (names: Iterable<string>) => [...names].filter(name => !guide.includes(`\`${name}\``));
    expect(told(rules.map(({ alert }) => alert))).toEqual([]);
    expect(told(known)).toEqual([]);
    expect(told(knownVariables())).toEqual(['NODE_ENV']);
    for (const [name] of guide.matchAll(/\bcairn_[a-z_]+/g)) expect(known).toContain(name);
  });

  it('and what else is YAML has no errors', () => {
    for (const name of ['compose.yaml', 'alerts.yaml', 'prometheus.yaml'])
      expect(parseDocument(textOf(`deploy/${name}`)).errors).toEqual([]);
  });
});
