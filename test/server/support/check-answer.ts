import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { API_PREFIX } from '../../../server/app.ts';

type Check = (method: string, url: string, status: number, body: unknown) => void;

/** Holds every answer against the OpenAPI description: what is documented is what is sent. */
export function createAnswerCheck(description: object): Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const paths = child(description, 'paths');
  const routes = Object.keys(paths).map(path => ({ path, pattern: patternOf(path) }));
  const compiled = new Map<string, ValidateFunction>();
  return (method, url, status, body) => {
    const path = new URL(url, 'http://localhost').pathname.replace(/\/?$/, '/');
    if (!path.startsWith(API_PREFIX) || body === null) return;
    const route = routes
      .filter(({ pattern }) => pattern.test(path))
      // A fixed path is more to the point than one with a parameter.
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
    if (!route) return;
    const responses = child(child(paths[route.path], method.toLowerCase()), 'responses');
    const content = child(responses[String(status)] ?? responses['default'], 'content');
    const schema = child(Object.values(content)[0], 'schema');
    if (Object.keys(schema).length === 0) return;
    const key = `${method} ${route.path} ${status}`;
    const validate = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, validate);
    if (validate(body)) return;
    const errors = (validate.errors ?? [])
      .map(error => `${error.instancePath} ${error.message ?? ''}`)
      .join('; ');
    throw new Error(`${method} ${url} answered ${status} against its description: ${errors}`);
  };
}

function patternOf(path: string): RegExp {
  const text = path
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{\\\*\}/g, '.+')
    .replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${text.replace(/\/?$/, '/')}$`);
}

function child(parent: unknown, key: string): Readonly<Record<string, unknown>> {
  if (typeof parent !== 'object' || parent === null) return {};
  const value: unknown = (parent as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
