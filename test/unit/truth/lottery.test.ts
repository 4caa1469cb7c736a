import { describe, expect, it } from 'vitest';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { isDrawn, lotOf } from '../../../lib/protocol/signed/lottery.ts';
import type { Policy } from '../../../lib/protocol/terms/policy.ts';
import { type Filling, fillingOf, type Lottery, nextLottery } from '../../../lib/truth/lottery.ts';
import { hexOf } from '../queue/sample.ts';

const policy: Policy = {
  redundancy: { min: 3, max: 5 },
  stopConfidence: 900_000,
  hold: { scored: 0, golds: 0 },
  pay: 'better-than-guess',
};
const day = 86_400;
const filling = (given: Partial<Filling> = {}): Filling => ({ keys: 200, tasks: 50, short: 0, ...given });

describe('the share of tasks that everybody is offered', () => {
  it('is all of them at first, and then as many accounts a task as fill it: half as many each day while they do', () => {
    let lottery = nextLottery(policy, undefined, filling({ tasks: 0 }), day);
    expect(lottery).toEqual({ share: 10_000, taken: 10_000, width: 4, since: 0 });
    const shares = [1, 2, 3, 4].map((n) => {
      lottery = nextLottery(policy, lottery, filling(), n * day);
      return lottery;
    });
    expect(shares).toEqual([
      { share: 500, taken: 10_000, width: 2, since: day },
      { share: 250, taken: 500, width: 1, since: 2 * day },
      { share: 250, taken: 250, width: 1, since: 3 * day },
      { share: 250, taken: 250, width: 1, since: 4 * day },
    ]);
  });

  it('doubles when a tenth of the tasks have too few labels, and never exceeds all', () => {
    const before: Lottery = { share: 250, taken: 250, width: 1, since: 0 };
    expect(nextLottery(policy, before, filling({ short: 5 }), day)).toMatchObject({ width: 1 });
    expect(nextLottery(policy, before, filling({ short: 6 }), day)).toMatchObject({ share: 500, width: 2 });
    const wide: Lottery = { share: 10_000, taken: 10_000, width: 1024, since: 0 };
    expect(nextLottery(policy, wide, filling({ short: 50 }), day)).toMatchObject({
      share: 10_000,
      width: 1024,
    });
    expect(nextLottery(policy, before, filling({ keys: 3 }), day)).toMatchObject({ share: 10_000 });
  });

  it('stays for a day, and where an epoch settles too little to say anything', () => {
    const before: Lottery = { share: 250, taken: 500, width: 1, since: day };
    expect(nextLottery(policy, before, filling({ short: 50 }), 2 * day - 1)).toBe(before);
    expect(nextLottery(policy, before, filling({ tasks: 9, short: 9 }), 9 * day)).toBe(before);
  });

  it('is not drawn where nobody is paid by others, or nobody meets them', () => {
    expect(nextLottery({ ...policy, pay: 'flat' }, undefined, filling(), day)).toBeUndefined();
    const alone = { ...policy, redundancy: { min: 1, max: 1 } };
    expect(nextLottery(alone, undefined, filling(), day)).toBeUndefined();
  });

  it('goes by how many keys there are, and which tasks have fewer labels than the terms want at least', () => {
    const keys = [hexOf(1, 20), hexOf(2, 20), hexOf(1, 20)];
    expect(fillingOf(policy, keys, [2, 3, 5, 1])).toEqual({ keys: 2, tasks: 4, short: 2 });
  });
});

describe('the lots of accounts', () => {
  const accounts = Array.from({ length: 200 }, (_, n) => hexOf(n, 20));
  const tasks = Array.from({ length: 200 }, (_, n) => hexOf(n, 32));
  const drawn = (share: number, account: Hex) => tasks.filter((task) => isDrawn(share, account, task));

  it('are as many as the share says, and another half for every other account', () => {
    const shares = accounts.map((account) => drawn(5000, account).length / tasks.length);
    for (const share of shares) expect(Math.abs(share - 0.5)).toBeLessThan(0.2);
    const both = drawn(5000, accounts[0]!).filter((task) => isDrawn(5000, accounts[1]!, task));
    expect(Math.abs(both.length / tasks.length - 0.25)).toBeLessThan(0.12);
  });

  it('grow with the share: who was drawn stays drawn', () => {
    for (const account of accounts.slice(0, 5))
      expect(drawn(2500, account)).toEqual(
        drawn(2500, account).filter((task) => isDrawn(5000, account, task)),
      );
  });

  it('have a border that is no lot of its own', () => {
    const [account, task] = [accounts[0]!, tasks[0]!];
    const share = Math.floor((lotOf(account, task) * 10_000) / 2 ** 32);
    expect(isDrawn(share, account, task)).toBe(false);
    expect(isDrawn(share + 1, account, task)).toBe(true);
    expect(isDrawn(10_000, account, task)).toBe(true);
  });
});
