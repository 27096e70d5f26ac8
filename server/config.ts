import { isIP } from 'node:net';
import { resolve } from 'node:path';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly rulesDir: string;
  readonly mongodbUrl: string | null;
  readonly mongodbDb: string;
  readonly adminKey: string | null;
  readonly secretKey: Buffer | null;
  readonly logLevel: LogLevel;
  /** How long new requests are taken still once the process was told to stop. */
  readonly drainGraceMs: number;
  /** Threads that decide beside the one that answers; null: one for each processor but one. */
  readonly decideThreads: number | null;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The variables that are read. */
export const SETTINGS = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'RULES_DIR',
  'MONGODB_URL',
  'MONGODB_DB',
  'ADMIN_KEY',
  'SECRET_KEY',
  'LOG_LEVEL',
  'DECIDE_THREADS',
  'DRAIN_SECONDS',
] as const;

/** A setting that the process cannot start with; the message names the variable. */
export class ConfigError extends Error {}

/** Reads the environment; a value that cannot be used throws a ConfigError. Empty means unset. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const value = (name: (typeof SETTINGS)[number]) => environment[name]?.trim() || null;
  const config: Config = {
    port: readPort(value('PORT')),
    host: readHost(value('HOST')),
    dataDir: resolve(value('DATA_DIR') ?? './data'),
    rulesDir: resolve(value('RULES_DIR') ?? './rules'),
    mongodbUrl: readMongoUrl(value('MONGODB_URL')),
    mongodbDb: readDatabaseName(value('MONGODB_DB')),
    adminKey: readAdminKey(value('ADMIN_KEY')),
    secretKey: readSecretKey(value('SECRET_KEY')),
    logLevel: readLogLevel(value('LOG_LEVEL')),
    decideThreads: readDecideThreads(value('DECIDE_THREADS')),
    drainGraceMs: readDrainSeconds(value('DRAIN_SECONDS')) * 1_000,
  };
  if (!isLoopback(config.host) && config.adminKey === null) {
    throw new ConfigError(
      `HOST is ${config.host}, which other machines can reach, and ADMIN_KEY is not set: everyone there would be ` +
        'administrator. Set ADMIN_KEY, or leave HOST at 127.0.0.1.',
    );
  }
  return config;
}

/** Whether only this machine can connect to the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function readPort(text: string | null): number {
  if (text === null) return 8080;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new ConfigError(`PORT is "${text}"; it must be a number from 0 (any free port) to 65535.`);
}

function readHost(text: string | null): string {
  if (text === null) return '127.0.0.1';
  const name = text.replace(/^\[(.*)\]$/, '$1');
  if (isIP(name) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name)) return name;
  throw new ConfigError(`HOST is "${text}"; it must be an IP address or a host name to listen on.`);
}

function readMongoUrl(text: string | null): string | null {
  if (text === null || /^mongodb(\+srv)?:\/\/[^/]+/.test(text)) return text;
  throw new ConfigError(
    'MONGODB_URL must start with mongodb:// or mongodb+srv:// and name a host, e.g. mongodb://127.0.0.1:27017.',
  );
}

function readDatabaseName(text: string | null): string {
  if (text === null) return 'cairn';
  if (/^[^\s/\\."$*<>:|?]{1,63}$/.test(text)) return text;
  throw new ConfigError(
    `MONGODB_DB is "${text}"; a database name has 1 to 63 characters and none of / \\ . " $ * < > : | ? or blanks.`,
  );
}

function readAdminKey(text: string | null): string | null {
  if (text === null || /^[\x21-\x7e]+$/.test(text)) return text;
  throw new ConfigError(
    'ADMIN_KEY must be made of printable ASCII characters without blanks: it travels in a header.',
  );
}

function readSecretKey(text: string | null): Buffer | null {
  if (text === null) return null;
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length === 32) return key;
  throw new ConfigError('SECRET_KEY must be 32 bytes, written as 64 hexadecimal digits or in base64.');
}

function readLogLevel(text: string | null): LogLevel {
  const level = LOG_LEVELS.find(name => name === (text ?? 'info').toLowerCase());
  if (level) return level;
  throw new ConfigError(`LOG_LEVEL is "${text}"; it must be one of ${LOG_LEVELS.join(', ')}.`);
}

function readDecideThreads(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,2}$/.test(text) && Number(text) <= 64) return Number(text);
  throw new ConfigError(
    `DECIDE_THREADS is "${text}"; it must be a number from 0 (everything is decided on one thread) to 64.`,
  );
}

/** Up to 5: with what is in hand then, the process is to end within 10 s. */
function readDrainSeconds(text: string | null): number {
  if (text === null) return 0;
  const seconds = /^\d(\.\d{1,3})?$/.test(text) ? Number(text) : NaN;
  if (seconds <= 5) return seconds;
  throw new ConfigError(
    `DRAIN_SECONDS is "${text}"; it must be a number of seconds from 0 to 5, e.g. 3: for so long a process that was ` +
      'told to stop takes new requests still.',
  );
}
