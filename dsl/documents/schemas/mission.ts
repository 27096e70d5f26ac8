import Type from 'typebox';
import { Condition, Fields, Id, Literal, Named, Text, Texts, Value, continuity, header } from './common.ts';

const Period = Value('How long it runs: week, month, quarter or a duration such as 14d.');
const Progress = Value('What the customer has reached so far.');

const Target = Fields(
  {
    levels: Type.Object(
      {
        a: Type.Optional(Literal('The easiest level.')),
        b: Type.Optional(Literal('The middle level.')),
        c: Type.Optional(Literal('The hardest level.')),
      },
      { additionalProperties: false, minProperties: 1, description: 'The number that `level` stands for.' },
    ),
    value: Type.Optional(Value('What must be reached; without it the level itself.')),
  },
  'What must be reached.',
);

const Step = Fields({
  id: Id('Names the step.'),
  name: Text('The name that people read.'),
  done: Condition('When the step is done.'),
});

const course = {
  period: Type.Optional(Period),
  progress: Type.Optional(Progress),
  target: Type.Optional(Target),
};

const Variant = Fields({
  when: Type.Optional(Condition('For whom; the first that holds is taken.')),
  ...course,
});

export const MissionSchema = Fields(
  {
    ...header('mission'),
    ...continuity,
    category: Text('The category, one of the policy.'),
    segments: Type.Optional(
      Texts('Who may get it; the first that holds is the variation. Without it everybody.'),
    ),
    fixed: Type.Optional(
      Named(
        Value('Worked out once, when the mission is assigned.'),
        'Values that stay as they were at assignment.',
      ),
    ),
    ...course,
    steps: Type.Optional(
      Type.Array(Step, { description: 'Steps to do, instead of a progress.', minItems: 1 }),
    ),
    order: Type.Optional(
      Type.Enum(['listed', 'any'], { description: 'Whether steps must be done in the order listed.' }),
    ),
    variants: Type.Optional(
      Named(Variant, 'Different courses for different customers; the first whose condition holds.'),
    ),
    generate: Fields(
      {
        when: Condition('Who is offered it.'),
        fit: Type.Optional(Value('How well it fits the customer, from 0 to 1.')),
        margin: Type.Optional(Value('The margin expected of it, in money.')),
      },
      'For whom and how urgently it is generated.',
    ),
    reward: Type.Object(
      {
        points: Type.Optional(Value('Points at level a.')),
        data: Type.Optional(Value('Data volume at level a.')),
        money: Type.Optional(Value('Money at level a.')),
        offer: Type.Optional(Text('An offer to deliver.')),
        hold: Type.Optional(Literal('How long the points wait before they can be used.')),
      },
      { additionalProperties: false, minProperties: 1, description: 'What completing it brings.' },
    ),
    cooldown: Type.Optional(
      Fields(
        {
          success: Type.Optional(Literal('How long it rests after a success.')),
          expiry: Type.Optional(Literal('How long it rests after an expiry.')),
        },
        "How long it rests; without it the policy's.",
      ),
    ),
    approval: Type.Optional(Text('The role that must approve it for each customer.')),
    budget: Type.Optional(
      Text('The budget of the policy that pays for it when it is approved, as it must be then.'),
    ),
    control: Type.Optional(Literal('The share of customers who do not get it, to measure its effect.')),
  },
  'A mission template.',
);
