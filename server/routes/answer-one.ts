import type { Static } from 'typebox';
import { decisionOf } from '../presenters/decision.ts';
import { showEffects } from '../presenters/effect.ts';
import { ProblemError } from '../problem.ts';
import type { NormalizeAnswer } from '../schemas/events.ts';
import { detailOf } from '../services/batches.ts';
import type { Services } from '../services/index.ts';
import type { Ingested } from '../services/ingest.ts';

type Answer = Omit<Static<typeof NormalizeAnswer>, 'effects'> & { readonly effects: readonly object[] };

/** What a single record is answered: the event with all that followed. What was not taken in is a problem. */
export async function answerOne(
  { releases, customers }: Services,
  ingested: Ingested | undefined,
): Promise<{ readonly code: 200 | 201; readonly answer: Answer }> {
  const done = taken(ingested);
  const { events, entries, duplicate } = done;
  const [entry] = entries;
  const [first] = events;
  if (!entry || !first) throw new Error('A record was taken in without an event');
  const answer = {
    event: first,
    ...(events.length > 1 ? { events: [...events] } : {}),
    duplicate,
    ...detailOf(done),
    effects: showEffects(entries, releases.live().engine),
    scores: await customers.scores(entry.customer),
    ...decisionOf(entry),
  };
  return { code: duplicate ? 200 : 201, answer };
}

function taken(ingested: Ingested | undefined): Extract<Ingested, { kind: 'done' }> {
  switch (ingested?.kind) {
    case 'done':
      return ingested;
    case 'failed': {
      const { failedId, reason, errors } = ingested;
      throw new ProblemError('unprocessable', reason, { errors, failed_id: failedId });
    }
    case 'refused':
      throw new ProblemError('unprocessable', ingested.reason);
    default:
      throw new ProblemError('unavailable', ingested?.reason ?? 'It was not processed: send it again.');
  }
}
