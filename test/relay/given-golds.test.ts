import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CampaignFile, LabelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import { isGiven } from '../../lib/protocol/signed/gold.ts';
import { qualityOf, usual } from '../../lib/truth/pay/quality.ts';
import { isRight } from '../../relay/bin/verify/print-report.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { altered, closed, crowd, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import { article, type Labeler, type Opened } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';
import { saidWhen, verifyingOf } from './verifying.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(() => scene.stopWork());

const known = (list: readonly number[], answer: (page: number) => string) =>
  new Map(
    list.map((page): [string, Body] => [article(page), { tone: { kind: 'choice', chosen: [answer(page)] } }]),
  );
/** Tasks are settled when all four have labeled them, however unsure. */
const policy = () => ({ policy: { ...judgedPolicy().policy, redundancy: { min: 3, max: 4 } } });
const other = (page: number) => truthOf(page + 1);

/** Pages on which two of four say what is right and two what the same other is: nobody is sure. */
const split = pages(40, 6);

async function label(opened: Opened): Promise<Labeler[]> {
  const people = await crowd(scene, opened, 4);
  for (const [who, one] of people.entries()) {
    await say(one, opened, pages(0, 12), truthOf);
    await say(one, opened, split, who < 2 ? truthOf : other);
  }
  return people;
}

const scoreOf = (row: LabelRow) => (row.state === 'held' ? row.judged?.score : row.score);
const rowsOf = ({ batches, rows }: CampaignFile, key: string | undefined) => {
  const numbers = new Set(batches.filter((batch) => batch.key === key).map(({ number }) => number));
  return rows.filter(({ number }) => numbers.has(number));
};
const keysOf = (file: CampaignFile) => [...new Set(file.batches.map(({ key }) => key))];
const lowered = (file: CampaignFile) => file.rows.filter((row) => scoreOf(row)?.given !== undefined);

describe('a requester’s own golds', () => {
  test('lower the pay of those whom they contradict, and raise nobody’s', async () => {
    const opened = await scene.openCampaign(
      policy(),
      10_000_000n,
      known([...pages(0, 4), ...split], truthOf),
    );
    await label(opened);
    const file = await closed(scene, opened);
    expect(opened.terms.golds?.count).toBe(10);
    expect(file.golds.given).toHaveLength(10);
    for (const gold of file.golds.given ?? [])
      expect(isGiven(opened.terms.golds!.root, gold, scene.context.keccak)).toBe(true);
    expect(lowered(file)).toHaveLength(40);
    const [right, , wrong] = keysOf(file);
    for (const [key, isLower] of [
      [right, false],
      [wrong, true],
    ] as const) {
      const scores = rowsOf(file, key).map((row) => scoreOf(row)!);
      const alone = qualityOf(
        scores.map(({ ppm, gold }) => ({ ppm, gold })),
        usual,
      );
      const reached = file.sums.find((one) => one.key === key)?.reached;
      if (isLower) expect(reached).toBeLessThan(alone.bp - 500);
      else expect(reached).toBe(alone.bp);
      expect(reached).toBe(qualityOf(scores, usual).bp);
      for (const row of rowsOf(file, key))
        expect(row).toMatchObject({
          state: 'paid',
          credit: `${(20_000n * (20_000_000n + 8000n * BigInt(reached!))) / 100_000_000n}`,
        });
    }
  });

  test('that labelers surely contradict are dropped: no pay is refused by false ones', async () => {
    const opened = await scene.openCampaign(policy(), 10_000_000n, known(pages(0, 12), other));
    await label(opened);
    const file = await closed(scene, opened);
    expect(file.golds.given).toHaveLength(12);
    expect(lowered(file)).toEqual([]);
    const plain = await scene.openCampaign(policy());
    await label(plain);
    expect(file.sums.map(({ reached }) => reached).sort()).toEqual(
      (await closed(scene, plain)).sums.map(({ reached }) => reached).sort(),
    );
  });

  test('of a revoked statement are opened again by the next', async () => {
    const opened = await scene.openCampaign(policy(), 10_000_000n, known(split, truthOf));
    await label(opened);
    await scene.stopWork();
    await dropEpoch(scene.context, await cutEpoch(scene.context), 'revoked', true);
    scene.startWork();
    const file = await closed(scene, opened);
    expect(file.golds.given).toHaveLength(split.length);
    expect(lowered(file)).toHaveLength(4 * split.length);
    expect(isRight(await verifyEpoch(await verifyingOf(scene), file.epoch))).toBe(true);
  });

  test('are those of the terms, and answer a question: the relay takes no others, and no campaign without them', async () => {
    const opened = await scene.openCampaign(policy(), 10_000_000n, known([1, 2], truthOf));
    const { salt, terms, golds } = opened;
    const post = (given: unknown) => scene.post('/v1/campaigns', { salt, terms, golds: given });
    expect((await post(golds)).status).toBe(200);
    expect((await post(undefined)).status).toBe(200);
    const [one, two] = golds!.known;
    const changed = [
      [one],
      [one, one],
      [one, { ...two, salt: altered(two!.salt) }],
      [one, { ...two, truth: { tone: { kind: 'choice', chosen: ['left'] } } }],
      [one, { ...two, truth: {} }],
    ];
    for (const list of changed) expect((await post({ ...golds, known: list })).status).toBe(400);
    const { golds: _, ...bare } = terms;
    expect((await scene.post('/v1/campaigns', { salt, terms: bare, golds })).status).toBe(400);
    await scene.context.db.deleteFrom('given_golds').where('campaign', '=', opened.campaign).execute();
    expect((await post(undefined)).text).toContain('have to come with them');
  });
});

describe('P11: a relay that uses a requester’s golds otherwise is found out', () => {
  let opened: Opened;
  let epoch = 0;
  beforeAll(async () => {
    scene.startWork();
    opened = await scene.openCampaign(policy(), 10_000_000n, known([...pages(0, 4), ...split], truthOf));
    await label(opened);
    epoch = (await closed(scene, opened)).epoch;
  });

  test('and one that tells the truth is not', async () => {
    expect(isRight(await verifyEpoch(await verifyingOf(scene), epoch))).toBe(true);
  });

  const given = (file: CampaignFile) => file.golds.given![0]!;
  const first = (file: CampaignFile) => {
    const row = file.rows.find((one) => scoreOf(one)?.given !== undefined)!;
    return { where: `label ${row.number}/${row.index}`, score: scoreOf(row)! };
  };
  const lies: [what: string, lie: (file: CampaignFile) => string][] = [
    [
      'a truth that the terms are not bound to',
      (file) => {
        given(file).truth = { tone: { kind: 'unsure' } };
        return `given gold ${given(file).ref}: the terms are not bound to it`;
      },
    ],
    [
      'a truth for another task',
      (file) => {
        const gold = given(file);
        const used = new Set(file.golds.given!.map(({ ref }) => ref));
        gold.ref = file.rows.find(({ ref }) => !used.has(ref))!.ref;
        return `given gold ${gold.ref}: the terms are not bound to it`;
      },
    ],
    [
      'one that is opened before its task is settled',
      (file) => {
        const { ref } = given(file);
        file.rows = file.rows.filter((row) => row.ref !== ref);
        return `given gold ${ref}: its task is not settled here`;
      },
    ],
    [
      'one that is opened twice',
      (file) => {
        file.golds.given!.push(structuredClone(given(file)));
        return `given gold ${given(file).ref}: it was opened before`;
      },
    ],
    [
      'one that is used and not opened',
      (file) => {
        const { ref } = given(file);
        file.golds.given!.shift();
        const row = file.rows.find((one) => one.ref === ref)!;
        return `label ${row.number}/${row.index}: its score by the requester is`;
      },
    ],
    [
      'a score by it, by a millionth',
      (file) => {
        first(file).score.given! -= 1;
        return `${first(file).where}: its score by the requester is`;
      },
    ],
    [
      'a label that is spared',
      (file) => {
        const { where, score } = first(file);
        delete score.given;
        return `${where}: its score by the requester is undefined`;
      },
    ],
  ];
  test.each(lies)('%s', async (_, lie) => {
    let expected = '';
    const said = await saidWhen(await verifyingOf(scene), epoch, opened, (file) => {
      expected = lie(file);
    });
    expect(said.filter((line) => line.includes(expected))).not.toEqual([]);
  });
});
