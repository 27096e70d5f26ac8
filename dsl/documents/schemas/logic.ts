const RULE = { $ref: '#/definitions/rule' } as const;

/** One argument, bare or in a list of one. */
const UNARY = { if: { type: 'array' }, then: list(1, 1), else: RULE } as const;

function list(minItems: number, maxItems?: number) {
  return {
    type: 'array',
    items: RULE,
    minItems,
    ...(maxItems === undefined ? {} : { maxItems }),
  };
}

const TEXTS = { type: 'array', items: { type: 'string' }, minItems: 1 };
/** Loose equality reads absent as null and is used for nothing else, but for a divisor of 0. */
const GUARD = {
  type: 'array',
  items: [RULE, { enum: [null, 0] }],
  minItems: 2,
  additionalItems: false,
};
const VARIABLE = {
  type: 'string',
  pattern:
    '^(now|first_seen|zone|weighted|(metrics|named|scores|segments|standing|mission|event|record)\\..+)$',
};
const MEMBERSHIP = {
  type: 'array',
  items: [RULE, list(1)],
  minItems: 2,
  additionalItems: false,
};

/** Every operator of compiled rules with the shape of its arguments. */
const OPERATORS = {
  var: VARIABLE,
  missing: TEXTS,
  if: list(2),
  and: list(1),
  or: list(1),
  '!': UNARY,
  '!!': UNARY,
  '==': GUARD,
  '!=': GUARD,
  '===': list(2, 2),
  '!==': list(2, 2),
  '<': list(2, 3),
  '<=': list(2, 3),
  '>': list(2, 2),
  '>=': list(2, 2),
  '+': list(1),
  '-': list(1, 2),
  '*': list(1),
  '/': list(2, 2),
  min: list(1),
  max: list(1),
  in: MEMBERSHIP,
  pow: list(2, 2),
  round_up: UNARY,
  nice: UNARY,
  largest: list(1),
  smallest: list(1),
  months_since: list(1, 2),
  months_after: list(2, 2),
  number: UNARY,
  text: UNARY,
  time: list(1, 2),
  boolean: UNARY,
  hour: list(1, 2),
  parse_time: list(2, 3),
  compare: list(2, 3),
} as const;

/**
 * The JSONLogic that rules compile to and that clients may send: one operator an object, arguments counted.
 * It is narrower than JSONLogic, where any two values compare and absent ones count as null.
 */
export const LOGIC_SCHEMA = {
  $ref: '#/definitions/rule',
  definitions: {
    rule: {
      type: ['null', 'boolean', 'number', 'string', 'object'],
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: false,
      properties: OPERATORS,
    },
  },
} as const;

export const LOGIC_OPERATORS: readonly string[] = Object.keys(OPERATORS);
