import { Type } from 'typebox';
import {
  closed,
  listOf,
  nullable,
  oneOf,
  PageQuery,
  ProgramHash,
  ReleaseNumber,
  Timestamp,
} from './common.ts';

export const ReleasesQuery = Type.Object(PageQuery, closed);

const Upgrade = Type.Object(
  {
    state: oneOf(['running', 'done']),
    done: Type.Integer({ description: 'Customers looked at, of total' }),
    failed: Type.Integer({ description: 'Those who could not be taken over yet; their next step does it' }),
    total: Type.Integer(),
    started_at: Timestamp,
    ended_at: nullable(Timestamp),
  },
  { description: 'How far customers are taken over, each with what new rules count of his past' },
);

export const Releases = listOf(
  Type.Object({
    id: Type.String(),
    release: ReleaseNumber,
    program: ProgramHash,
    live_at: nullable(Timestamp),
    is_live: Type.Boolean(),
    changed: Type.Array(oneOf(['rules', 'constants', 'format']), {
      description:
        'What is other than in the release before: rules, measured constants, or how states are kept',
    }),
    upgrade: nullable(Upgrade),
  }),
);
