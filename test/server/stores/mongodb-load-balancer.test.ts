import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { outageByCalls, watchOutage } from '../../../server/stores/mongodb/outage.ts';

describe('behind a load balancer, an outage', () => {
  it('is known by the calls that fail, lets one through now and then, and ends with the first answer', () => {
    let now = 0;
    const outage = outageByCalls(() => now);
    const known = (atMs: number): boolean => {
      now = atMs;
      return outage.isKnown();
    };
    expect(known(0)).toBe(false);
    outage.failed();
    expect([known(1_000), known(2_000)]).toEqual([false, false]);
    outage.failed();
    // The first behind the two seconds is let through, then one each half second.
    expect([known(2_001), known(2_002), known(2_400)]).toEqual([false, true, true]);
    expect([known(2_501), known(2_502)]).toEqual([false, true]);
    outage.answered();
    expect(known(2_503)).toBe(false);
    outage.failed();
    expect([known(4_000), known(4_504), known(4_505)]).toEqual([false, false, true]);
  });

  it.each([
    ['mongodb://db/?loadBalanced=true', true],
    ['mongodb://db/', false],
  ])('is judged by calls for %s: %s', async (url, byCalls) => {
    const client = new MongoClient(url);
    const outage = watchOutage(client);
    expect(client.listenerCount('topologyDescriptionChanged') === 0).toBe(byCalls);
    expect(outage.isKnown()).toBe(false);
    await client.close();
  });
});
