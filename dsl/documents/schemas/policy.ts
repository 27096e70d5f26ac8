import Type from 'typebox';
import { Condition, Count, Fields, Literal, Named, Text, Value, header } from './common.ts';

const Factor = Type.Optional(Type.Number({ exclusiveMinimum: 0 }));
const BadgePoints = Type.Optional(Count('Points of the level.'));

export const PolicySchema = Fields(
  {
    ...header('policy'),
    time: Fields(
      {
        zone: Text('The time zone, such as Africa/Nairobi.'),
        customer_zone: Type.Optional(Value("The customer's own time zone, where known.")),
        week_starts: Type.Optional(
          Type.Enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'], {
            description: 'The first day of a week.',
          }),
        ),
        lateness: Type.Optional(Literal('How late events may arrive and still count in their period.')),
      },
      'How days, weeks and lateness are counted.',
    ),
    exclude: Type.Optional(Condition('Who takes no part.')),
    holdout: Type.Optional(
      Fields(
        { share: Literal('The share of customers, such as 10%.'), salt: Text('Changes who is drawn.') },
        'Customers who get no missions, to measure the effect of all.',
      ),
    ),
    control: Type.Optional(
      Fields(
        { share: Literal('The share of customers.') },
        'Customers who do not get a template, to measure its effect.',
      ),
    ),
    max_active: Type.Optional(Count('How many missions a customer has at a time.')),
    limits: Type.Optional(
      Type.Array(
        Fields({
          of: Text('A tag or a category.'),
          at_least: Type.Optional(Count('At least so many of them.')),
          at_most: Type.Optional(Count('At most so many of them.')),
        }),
        { description: 'How many missions of a tag or category.' },
      ),
    ),
    displace: Type.Optional(
      Type.Array(
        Fields({
          of: Text('The tag or category that comes.'),
          displaces: Text('The tag or category that goes.'),
        }),
        {
          description: 'What steps aside for what.',
        },
      ),
    ),
    cooldown: Type.Optional(
      Fields(
        {
          success: Type.Optional(Literal('After a success.')),
          expiry: Type.Optional(Literal('After an expiry.')),
        },
        'How long a template rests for a customer.',
      ),
    ),
    level: Type.Optional(
      Fields(
        {
          first: Type.Optional(Type.Enum(['a', 'b', 'c'], { description: 'Where customers begin.' })),
          up_after: Type.Optional(Count('So many successes in a row lift the level.', 1)),
          down_after: Type.Optional(Count('So many failures in a row lower it.', 1)),
        },
        'How levels follow success.',
      ),
    ),
    reward_factors: Type.Optional(
      Fields({ a: Factor, b: Factor, c: Factor }, 'By what a reward is multiplied at each level.'),
    ),
    categories: Type.Optional(
      Named(
        Fields({
          weight: Type.Number({ description: 'How much the category counts.', minimum: 0 }),
          margin: Type.Number({ description: 'The margin expected of a mission, in money.' }),
        }),
        'The categories of missions.',
      ),
    ),
    cost: Type.Optional(
      Fields(
        {
          point: Type.Number({ description: 'What a point costs, in money.', minimum: 0 }),
          gb: Type.Number({ description: 'What a gigabyte costs, in money.', minimum: 0 }),
        },
        'What rewards cost.',
      ),
    ),
    priority: Type.Optional(Value('What ranks missions: over weight, fit, margin and cost.')),
    budgets: Type.Optional(
      Named(
        Fields({
          points: Count('How many points.'),
          per: Type.Enum(['day', 'week', 'month', 'quarter'], { description: 'In what time.' }),
        }),
        'What missions may cost together: an approval beyond it is refused.',
      ),
    ),
    badge_points: Type.Optional(
      Fields(
        { bronze: BadgePoints, silver: BadgePoints, gold: BadgePoints, platinum: BadgePoints },
        'Qualifying points of the badge levels.',
      ),
    ),
    expressions: Type.Optional(
      Fields(
        {
          max_cost: Type.Optional(Count('What working out one of them may cost; without it 20,000.', 1)),
          max_cost_in_all: Type.Optional(
            Count('What all of them together may cost; without it 1,000,000.', 1),
          ),
        },
        'How much there may be to work out for a customer.',
      ),
    ),
    points: Type.Optional(
      Fields(
        {
          expire: Type.Optional(Literal('How long points live.')),
          on_reversal: Type.Optional(
            Type.Enum(['take_back', 'keep'], {
              description:
                'What happens to the points of a mission that is reversed, and whether an operator may take back what is spent.',
            }),
          ),
        },
        'How points live.',
      ),
    ),
  },
  'How missions are allotted, and how time and points are counted.',
);
