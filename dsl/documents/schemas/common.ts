import Type from 'typebox';
import type { TSchema } from 'typebox';

/**
 * What an expression field holds: a yes-or-no `condition`, a `value`, a `literal` (a number or a quantity such as 30d)
 * or a `stream` of events. The keyword tells the loader to read the scalar by its source text.
 */
export type ExpressionRole = 'condition' | 'value' | 'literal' | 'stream';

export const EXPRESSION_KEYWORD = 'x-expression';

const expression = (role: ExpressionRole, description: string) =>
  Type.String({ [EXPRESSION_KEYWORD]: role, description });

export const Condition = (description: string) => expression('condition', description);
export const Value = (description: string) => expression('value', description);
export const Literal = (description: string) => expression('literal', description);
export const Stream = (description: string) => expression('stream', description);

export const Text = (description: string) => Type.String({ description });
export const Texts = (description: string) => Type.Array(Type.String(), { description });
export const Count = (description: string, minimum = 0) => Type.Integer({ description, minimum });

/** A word that other rules name: letters, digits and _, a lower-case letter first. */
export const ID_PATTERN = '^[a-z][a-z0-9_]*$';
/** An event's id: such words, joined by dots. */
export const EVENT_ID_PATTERN = '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$';
/** A name inside an expression. */
export const NAME_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*$';

export const Id = (description: string) => Type.String({ pattern: ID_PATTERN, description });
export const DateText = (description: string) =>
  Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', description });

/** A mapping without fields of its own: the author chooses the keys. */
export const Named = <Item extends TSchema>(item: Item, description: string, pattern = NAME_PATTERN) =>
  Type.Record(Type.String(), item, { propertyNames: { pattern }, minProperties: 1, description });

/** A mapping whose keys may be any text. */
export const ByText = <Item extends TSchema>(item: Item, description: string) =>
  Type.Record(Type.String(), item, { description });

/** A mapping with a fixed set of fields. */
export const Fields = <Properties extends Record<string, TSchema>>(
  properties: Properties,
  description?: string,
) => Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) });

/** A plain word, number or yes/no, as YAML reads it. */
export const Plain = (description: string) =>
  Type.Union([Type.String(), Type.Number(), Type.Boolean()], { description });

export const SOURCE_TYPES = ['cdr', 'billing', 'app', 'crm', 'network', 'dwh', 'xiva', 'ml'] as const;

/** The fields that every kind of document has. */
export const header = <Kind extends string>(kind: Kind, idPattern = ID_PATTERN) => ({
  kind: Type.Literal(kind, { description: 'What the document describes.' }),
  id: Type.String({
    pattern: idPattern,
    description: 'The name that other rules and the API use; never shown to customers.',
  }),
  name: Text('The name that people read.'),
  description: Type.Optional(Text('What it is for, in a sentence or two.')),
  tags: Type.Optional(Texts('Words to find and to limit rules by.')),
});

/** For kinds whose state customers hold: how a change treats what is already there. */
export const continuity = {
  was: Type.Optional(Texts('Former ids: progress and awards under them are kept.')),
  past: Type.Optional(
    Type.Enum(['quiet', 'tell', 'from_now'], {
      description:
        'What happens at first to those who already qualify: award quietly, award and tell, or count from now on.',
    }),
  ),
};
