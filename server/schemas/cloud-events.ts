import { Type } from 'typebox';

const text = (description: string) => Type.String({ minLength: 1, description });

/** By the specification, version 1.0.2. Extension attributes may stand beside; nothing is made of them. */
export const CloudEvent = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'Becomes the id of the event in its source',
    }),
    source: Type.String({
      minLength: 1,
      format: 'uri-reference',
      description:
        'The name or id of a data source, or a URI whose last segment is one; else the type decides',
    }),
    type: text('A type of the catalogue, or a word that the mapping knows'),
    time: Type.Optional(
      Type.String({ format: 'date-time', description: 'When it happened, where the data does not say' }),
    ),
    subject: Type.Optional(text('The customer, where the data names none')),
    datacontenttype: Type.Optional(
      Type.String({
        pattern: "^\\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+\\s*(;.*)?$",
        description: 'application/json, which is also taken for granted, or one that ends with +json',
      }),
    ),
    dataschema: Type.Optional(Type.String({ minLength: 1, format: 'uri' })),
    data: Type.Optional(Type.Unknown({ description: 'The record as its source sends it' })),
    data_base64: Type.Optional(Type.String({ description: 'The same as Base64; one of the two' })),
  },
  { additionalProperties: true, description: 'A CloudEvent 1.0 in its JSON format' },
);
