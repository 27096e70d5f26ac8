import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../../server/support/test-app.ts';
import type { Cairn } from './cairn.ts';

/** The figures as of now: several readers share them for a second. */
export async function freshStats(cairn: Cairn): Promise<Answer['body']> {
  const since = Date.now();
  for (;;) {
    const { body } = await cairn.get('stats/');
    if (Date.parse(body.as_of) >= since) return body;
    await pause(100);
  }
}
