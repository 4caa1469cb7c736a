/**
 * What people are paid for a label by how they work, as a share of what honest work is paid: the relay's judge and pay, with
 * golds and holds, over a campaign of several epochs; beside flat pay, and pay by the plain majority of the others. Then what it
 * is once everybody who is rejected appeals all that can be appealed, as far as the places go. And which share of the labels of a
 * fixed list is sent in vain, because their task was full.
 */
import { catalogueLife, catalogueLifeAtWork } from '../../lib/sync/schedule.ts';
import type { BenchOptions, Row } from './bench.ts';
import { price, runCampaign } from './incentives/campaign.ts';
import { runList } from './incentives/fixed-list.ts';
import { chance, peopleOf, type Shares } from './incentives/people.ts';

const crowd = { count: 200, epochs: 10, each: 10 };
const some: Shares = { mediocre: 0.1, lazy: 0.05, random: 0.05, copying: 0.05, 'good then spam': 0.05 };
interface Crowd {
  shares: Shares;
  /** Whether the ring meets on tasks that it chooses. */
  gathers: boolean;
  lots: boolean;
}
const ring = (share: number, gathers: boolean, lots: boolean): Crowd => ({
  shares: { ...some, ring: share },
  gathers,
  lots,
});
const crowds: { [name: string]: Crowd } = {
  'ring 10 %': ring(0.1, false, true),
  'ring 20 %': ring(0.2, false, true),
  'ring 30 %': ring(0.3, false, true),
  'ring 20 % that meets on tasks it chooses, no lots': ring(0.2, true, false),
  'ring 20 % that meets on tasks it chooses': ring(0.2, true, true),
  'ring 30 % that meets on tasks it chooses': ring(0.3, true, true),
};

export async function measure({ seed = '1' }: BenchOptions): Promise<Row[]> {
  return [...inVain(Number(seed)), ...payOfCrowds(Number(seed))];
}

/** Beside what it is where nothing but its age lets a device read the catalogue again. */
function inVain(seed: number): Row[] {
  const minute = 60_000;
  const runs = [10, 100, 500].flatMap((people) => [false, true].map((together) => ({ people, together })));
  return runs.map(({ people, together }) => {
    const percent = (life: number, learns: boolean) => {
      const plan = { people, pages: 500, together, reads: life / minute, learns, draw: chance(seed) };
      const { sent, inVain } = runList(plan);
      return Math.round((inVain / sent) * 1000) / 10;
    };
    return {
      what: `in vain, 500 pages, ${people} people ${together ? 'in the same hour' : 'over the day'}`,
      unit: '% of labels',
      ours: percent(catalogueLifeAtWork, true),
      peers: { 'by age': percent(catalogueLife, false) },
    };
  });
}

function payOfCrowds(seed: number): Row[] {
  return Object.entries(crowds).flatMap(([name, { shares, gathers, lots }]) => {
    const draw = chance(seed);
    const people = peopleOf(crowd.count, shares, gathers, draw);
    const outcome = runCampaign(people, { ...crowd, lots, draw });
    const offered = price * BigInt(outcome.labels.reduce((sum, labels) => sum + labels, 0));
    const paid = outcome.paid.reduce((sum, one) => sum + one, 0n);
    if (paid > offered) throw new Error('more was paid than was offered');
    const means = new Map<
      string,
      { pay: number; agreed: number; regained: number; appeals: number; won: number }
    >();
    for (const kind of new Set(people.map((one) => one.kind))) {
      const own = [...people.keys()].filter((who) => people[who]!.kind === kind);
      const labels = own.reduce((sum, who) => sum + outcome.labels[who]!, 0);
      const pay = own.reduce((sum, who) => sum + Number(outcome.paid[who]!) / Number(price), 0) / labels;
      const [agreed, appeals, won] = [outcome.agreed, outcome.appealed, outcome.won].map((of) =>
        own.reduce((sum, who) => sum + of[who]!, 0),
      ) as [number, number, number];
      means.set(kind, { pay, agreed: agreed / labels, regained: won / labels, appeals, won });
    }
    const honest = means.get('honest')!;
    const rows = [...means].sort().map(([kind, { pay, agreed }]): Row => {
      return {
        what: `${name}: ${kind}`,
        unit: 'of honest pay',
        ours: round(pay / honest.pay),
        peers: { flat: 1, majority: round(agreed / honest.agreed) },
      };
    });
    const appealing = [...means].sort().flatMap(([kind, { pay, regained, appeals, won }]): Row[] =>
      appeals === 0
        ? []
        : [
            {
              what: `${name}: ${kind}, who appeal all they can`,
              unit: 'of honest pay',
              ours: round((pay + regained) / honest.pay),
            },
            { what: `${name}: ${kind}, appeals won`, unit: `of ${appeals}`, ours: won },
          ],
    );
    return [
      ...rows,
      ...appealing,
      { what: `${name}: honest pay`, unit: 'of the price', ours: round(honest.pay) },
      { what: `${name}: tasks right`, unit: 'share', ours: round(outcome.right) },
      { what: `${name}: labels a task`, unit: 'labels', ours: round(outcome.perTask) },
      { what: `${name}: golds`, unit: 'tasks', ours: outcome.golds },
      { what: `${name}: tasks offered to each`, unit: 'share', ours: outcome.share / 10_000 },
    ];
  });
}

const round = (value: number) => Math.round(value * 1000) / 1000;
