import type { Json } from '../../engine/model.ts';
import type { FieldProblem } from '../problem.ts';
import { MASK } from './secrets.ts';
import type { SecretBox } from './secrets.ts';

export type ConnectionConfig = Readonly<Record<string, Json>>;

/** As it is stored: secrets stand masked in `config`, their cipher texts in `secrets` by path. */
export interface SealedConfig {
  readonly config: ConnectionConfig;
  readonly secrets: Readonly<Record<string, string>>;
}

const SECRET_NAME = /^(api_?key|access_?key|private_?key|secret_?key|(.*_)?(password|passwd|token|secret))$/i;

/**
 * Takes the secrets out of a configuration. A mask in place of a secret means the one that is kept already; where none
 * is, that is a mistake of the caller.
 */
export function sealConfig(
  given: ConnectionConfig,
  kept: SealedConfig | null,
  box: SecretBox,
  place: string,
): { readonly sealed: SealedConfig; readonly errors: readonly FieldProblem[] } {
  const secrets: Record<string, string> = {};
  const errors: FieldProblem[] = [];
  const config = mapObject(given, [], (path, value) => {
    const key = path.join('.');
    if (value === MASK) {
      const old = kept?.secrets[key];
      if (old !== undefined) secrets[key] = old;
      else errors.push(noSuchSecret(key));
    } else secrets[key] = box.seal(JSON.stringify(value), `${place}/${key}`);
    return MASK;
  });
  return { sealed: { config, secrets }, errors };
}

function noSuchSecret(key: string): FieldProblem {
  return {
    path: `connection_config.${key}`,
    message: `${MASK} stands for a secret that is kept, and none is kept here.`,
    expected: 'the secret itself',
  };
}

type OnSecret = (path: readonly string[], value: Json) => Json;

function mapObject(object: ConnectionConfig, path: readonly string[], onSecret: OnSecret): ConnectionConfig {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, mapField(key, value, [...path, key], onSecret)]),
  );
}

function mapField(key: string, value: Json, path: readonly string[], onSecret: OnSecret): Json {
  if (SECRET_NAME.test(key) && value !== null && value !== '') return onSecret(path, value);
  return mapValue(value, path, onSecret);
}

function mapValue(value: Json, path: readonly string[], onSecret: OnSecret): Json {
  if (Array.isArray(value))
    return value.map((item: Json, index) => mapValue(item, [...path, String(index)], onSecret));
  return isObject(value) ? mapObject(value, path, onSecret) : value;
}

export function isObject(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
