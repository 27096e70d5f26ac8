import type { Json, PointsCommand } from '../../engine/model.ts';
import type { Done } from '../services/commands.ts';
import { toTimestamp } from '../time.ts';
import { decisionOf } from './decision.ts';

/** What a command made of the customer's points, as the engine has answered it. */
export function showPosted(customer_id: string, command: PointsCommand, { answer, entry }: Done) {
  const { ok: _ok, expires_at: expiresAt, ...told } = answer;
  return {
    customer_id,
    ...told,
    ...(typeof expiresAt === 'number' ? { expires_at: toTimestamp(expiresAt) } : {}),
    ...(command.reason === undefined ? {} : { reason: command.reason }),
    at: toTimestamp(entry.at),
    ...decisionOf(entry),
  } as PointsDone;
}

type PointsDone = Readonly<Record<string, Json>>;
