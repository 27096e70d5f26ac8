import type { Catalogue, NameInfo, Scope, Stream, StreamAttribute, StreamLeaf } from '../../check/scope.ts';
import type { DocumentOf } from '../../documents/document.ts';
import type { Logic } from '../../program/logic.ts';
import type { EventType } from '../../program/program.ts';
import { isNumeric, phraseOf } from '../../types/types.ts';
import { unitOf } from '../../types/units.ts';
import { attributesOf, readAttributeType, reportType } from './event-types.ts';
import type { IdsByKind } from './event-types.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { meantBy, writeKey } from '../fields/field-fixes.ts';
import { ownValue } from '../../program/own-value.ts';

/** Streams of the stored event types alone: types and families. */
export function createLeafCatalogue(types: ReadonlyMap<string, EventType>): Catalogue {
  const families = new Map<string, string[]>();
  for (const id of types.keys()) {
    const parts = id.split('.');
    for (let length = 1; length < parts.length; length += 1) {
      const family = parts.slice(0, length).join('.');
      families.set(family, [...(families.get(family) ?? []), id]);
    }
  }
  const resolve = (id: string): Stream | undefined => {
    const type = types.get(id);
    if (type !== undefined)
      return { id, leaves: [{ event: id, readings: {} }], attributes: attributesOf(type) };
    const members = families.get(id);
    return members === undefined ? undefined : familyOf(id, members, types);
  };
  const streams = new Map<string, Stream | undefined>();
  return {
    ids: [...types.keys(), ...families.keys()],
    stream: id => {
      if (!streams.has(id)) streams.set(id, resolve(id));
      return streams.get(id);
    },
  };
}

function familyOf(id: string, members: readonly string[], types: ReadonlyMap<string, EventType>): Stream {
  const known = members.flatMap(member => {
    const type = types.get(member);
    return type === undefined ? [] : [attributesOf(type)];
  });
  const [first = {}, ...rest] = known;
  const attributes: Record<string, StreamAttribute> = {};
  for (const [name, attribute] of Object.entries(first)) {
    const all = [attribute, ...rest.map(other => ownValue(other, name))];
    if (all.some(other => other?.type !== attribute.type)) continue;
    attributes[name] = sharedAttribute(all.filter(other => other !== undefined));
  }
  return { id, leaves: members.map(event => ({ event, readings: {} })), attributes };
}

function sharedAttribute(all: readonly StreamAttribute[]): StreamAttribute {
  const [first] = all;
  const listed = all.every(({ values }) => values !== undefined);
  return {
    type: first?.type ?? 'any',
    missing: all.some(({ missing }) => missing),
    ...(listed ? { values: [...new Set(all.flatMap(({ values }) => values ?? []))] } : {}),
  };
}

/** The scope of expressions that see one event alone. */
export function eventScope(attributes: Readonly<Record<string, StreamAttribute>>, scope: Scope): Scope {
  return {
    ...scope,
    names: Object.keys(attributes),
    resolve: (name): NameInfo | undefined => {
      const attribute = ownValue(attributes, name);
      return attribute === undefined ? undefined : { ...attribute, logic: { var: `event.${name}` } };
    },
    fixedNames: [],
    allows: { aggregates: false, holds: false, periodWindow: false, stepWindow: false, record: false },
  };
}

/** Adds the derived streams (`of`): other names for events that are stored, nothing is stored twice. */
export function withDerivedStreams(
  leaves: Catalogue,
  types: ReadonlyMap<string, EventType>,
  documents: readonly DocumentOf<'event'>[],
  idsByKind: IdsByKind,
  fields: FieldCompiler,
  scope: Scope,
): Catalogue {
  const derived = new Map<string, Stream>();
  for (const document of documents) {
    if (document.value.of !== undefined)
      derived.set(document.id, deriveStream(document, leaves, types, idsByKind, fields, scope));
  }
  return {
    ids: [...leaves.ids, ...derived.keys()],
    stream: id => derived.get(id) ?? leaves.stream(id),
  };
}

function deriveStream(
  document: DocumentOf<'event'>,
  catalogue: Catalogue,
  types: ReadonlyMap<string, EventType>,
  idsByKind: IdsByKind,
  fields: FieldCompiler,
  scope: Scope,
): Stream {
  const { value } = document;
  const declared = declaredAttributes(document, idsByKind, fields);
  const leaves: StreamLeaf[] = [];
  for (const [id, readings] of Object.entries(value.of ?? {})) {
    const members = catalogue.stream(id)?.leaves;
    if (members === undefined) {
      const { hint, meant } = meantBy(id, catalogue.ids);
      const message = `\`${id}\` is no event or family of events${hint}`;
      const fixes = writeKey(document, ['of', id], meant);
      fields.report(document, ['of', id], 'name-unknown-event', message, 'an event of the catalogue', fixes);
      continue;
    }
    members.forEach(({ event }, index) => {
      const type = types.get(event);
      if (type === undefined) return;
      const silent = index > 0;
      leaves.push(deriveLeaf(document, id, type, readings, declared, fields, scope, silent));
    });
  }
  const attributes: Record<string, StreamAttribute> = {
    time: { type: 'time', missing: false },
    type: { type: 'text', missing: false, values: leaves.map(({ event }) => event) },
    source: { type: 'text', missing: false },
    ...declared,
  };
  return { id: document.id, leaves, attributes };
}

function declaredAttributes(
  document: DocumentOf<'event'>,
  idsByKind: IdsByKind,
  fields: FieldCompiler,
): Readonly<Record<string, StreamAttribute>> {
  const { attributes = {}, required = [], unit } = document.value;
  const declared: Record<string, StreamAttribute> = {};
  const valueUnit = unit === undefined ? undefined : unitOf(unit);
  if (valueUnit !== undefined) declared['value'] = { type: valueUnit.type, missing: false };
  for (const [name, given] of Object.entries(attributes)) {
    const plain =
      typeof given === 'object' && 'type' in given ? given.type : (given as string | readonly string[]);
    const type = readAttributeType(plain, idsByKind);
    if (type === undefined) {
      reportType(document, ['attributes', name], String(plain), fields);
      continue;
    }
    const { values } = type;
    declared[name] = {
      type: type.type,
      missing: !required.includes(name),
      ...(values === undefined ? {} : { values }),
    };
  }
  return declared;
}

function deriveLeaf(
  document: DocumentOf<'event'>,
  member: string,
  type: EventType,
  readings: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, StreamAttribute>>,
  fields: FieldCompiler,
  scope: Scope,
  silent: boolean,
): StreamLeaf {
  const own = attributesOf(type);
  const inEvent = eventScope(own, scope);
  const count = fields.diagnostics.length;
  const compiled: Record<string, Logic> = {};
  let where: Logic | undefined;
  for (const [name, text] of Object.entries(readings)) {
    const path = ['of', member, name];
    if (name === 'where') {
      where = fields.expression(document, path, text, inEvent, { type: 'boolean', missing: true })?.logic;
      continue;
    }
    const attribute = ownValue(declared, name);
    if (attribute === undefined) {
      const { hint, meant } = meantBy(name, [...Object.keys(declared), 'where']);
      const message = `The stream \`${document.id}\` has no attribute \`${name}\`${hint}`;
      const fixes = writeKey(document, path, meant);
      fields.report(document, path, 'name-unknown-attribute', message, 'one of `attributes`', fixes);
      continue;
    }
    const expected = { type: attribute.type, missing: attribute.missing };
    const expression = fields.expression(document, path, text, inEvent, expected);
    if (expression !== undefined) compiled[name] = expression.logic;
  }
  // A reading under a name that does not exist was most likely meant for the one that is lacking.
  const misspelt = Object.keys(readings).some(
    name => name !== 'where' && ownValue(declared, name) === undefined,
  );
  for (const [name, attribute] of Object.entries(declared)) {
    if (misspelt || Object.hasOwn(compiled, name) || Object.hasOwn(readings, name)) continue;
    const read = ownValue(own, name);
    if (read !== undefined && !isSameType(read, attribute)) {
      const message = `\`${name}\` of \`${type.id}\` is ${phraseOf(read.type)}, and that of \`${document.id}\` ${phraseOf(attribute.type)}: say here how it is read.`;
      const code = isNumeric(read.type) && isNumeric(attribute.type) ? 'type-units' : 'type-mismatch';
      fields.report(document, ['of', member], code, message, `\`${name}: …\``);
    }
    if (read === undefined && !attribute.missing) {
      fields.report(
        document,
        ['of', member],
        'name-unknown-attribute',
        `\`${type.id}\` has no \`${name}\` of its own: say here how it is read.`,
      );
    }
  }
  if (silent) fields.diagnostics.length = count;
  return { event: type.id, readings: compiled, ...(where === undefined ? {} : { where }) };
}

const isSameType = (a: StreamAttribute, b: StreamAttribute): boolean =>
  a.type === b.type || a.type === 'any' || b.type === 'any';
