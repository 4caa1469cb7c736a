import { privateKeyToAddress } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hex, lower, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { batchHash } from '../../lib/protocol/signed/batch.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { taskId } from '../../lib/protocol/signed/ids.ts';
import { receiptHash, refusedHash } from '../../lib/protocol/signed/receipt.ts';
import { signerOf } from '../../lib/protocol/signed/recover.ts';
import { textKey } from '../../lib/protocol/signed/text-key.ts';
import { pageTargetOf } from '../../lib/protocol/target/target.ts';
import { createApp } from '../../relay/app/app.ts';
import { batchReceiver } from '../../relay/ingest/receiver.ts';
import { article, makeKey, makeLabel, makeLabeler, readAnswer, signedBatch } from './labeler.ts';
import { day, makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

const many = {
  redundancy: { min: 3, max: 5 },
  stopConfidence: 900_000,
  hold: { scored: 0, golds: 0 },
  pay: 'flat',
} as const;

async function count(table: 'batches' | 'labels'): Promise<number> {
  const row = await scene.context.db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

describe('P5: every batch gets a signed receipt', () => {
  test('by the receipt key, for payTo, price times received', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const request = await labeler.request(
      opened,
      [1, 2, 3].map((n) => makeLabel(opened.campaign, article(n))),
    );
    const { text } = await scene.post('/v1/batches', request);
    const { receipt, signature, refused, duplicates } = readAnswer(text);
    const signer = await signerOf(receiptHash(scene.context.place, receipt), signature);
    expect(scene.config.RECEIPT_KEY.map((key) => lower(privateKeyToAddress(key)))).toEqual([signer]);
    expect(receipt).toMatchObject({
      batchHash: batchHash(scene.context.place, request.batch),
      campaign: opened.campaign,
      payTo: labeler.payTo,
      number: 0,
      received: 3,
      amount: '60000',
      refusedHash: refusedHash([]),
    });
    expect(receipt.acceptBy).toBeGreaterThan(scene.context.now() + 47 * 3600);
    expect([refused, duplicates]).toEqual([[], []]);
  });

  test('numbers count per campaign without gaps, also from many at once', async () => {
    const opened = await scene.openCampaign({ policy: many });
    const labelers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const labeler = makeLabeler(scene);
        await labeler.join(opened);
        return labeler;
      }),
    );
    const answers = await Promise.all(
      labelers.map((labeler, n) => labeler.send(opened, [makeLabel(opened.campaign, article(n))])),
    );
    expect(answers.map(({ receipt }) => receipt.number).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('the same batch again', () => {
  test('gets the same bytes, and counts once', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const request = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
    const first = await scene.post('/v1/batches', request);
    const [batches, labels] = [await count('batches'), await count('labels')];
    const second = await scene.post('/v1/batches', request);
    expect(second).toEqual(first);
    expect([await count('batches'), await count('labels')]).toEqual([batches, labels]);
  });

  test('from two connections of two processes at once', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const request = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
    const other = createApp((await scene.another()).context);
    const send = async (app: typeof scene.app) => {
      const response = await app.request('/v1/batches', { method: 'POST', body: JSON.stringify(request) });
      return [response.status, await response.text()];
    };
    const answers = await Promise.all([scene.app, other, scene.app, other].map(send));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(200);
    const stored = await scene.context.db
      .selectFrom('batches')
      .select('number')
      .where('campaign', '=', opened.campaign)
      .execute();
    expect(stored).toHaveLength(1);
  });

  test('after a crash between commit and answer', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const request = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
    const dying = {
      ...scene.context,
      receipts: { ...scene.context.receipts, sign: () => Promise.reject(new Error('killed')) },
    };
    const body = Buffer.from(canonicalText(request));
    await expect(batchReceiver(dying)(body)).rejects.toThrow('killed');
    const after = await scene.another();
    const { status, text } = await scene.post('/v1/batches', request);
    expect(status).toBe(200);
    expect(readAnswer(text)).toEqual(await batchReceiver(after.context)(body));
    expect(readAnswer(text).receipt).toMatchObject({ number: 0, received: 1 });
  });

  test('another batch under the sequence is a conflict', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    await labeler.send(opened, [makeLabel(opened.campaign, article(1))], 7);
    const other = await labeler.request(opened, [makeLabel(opened.campaign, article(2))], 7);
    const { status, text } = await scene.post('/v1/batches', other);
    expect(status).toBe(409);
    expect(JSON.parse(text)).toMatchObject({ code: 'sequence-conflict', retry: false });
  });
});

describe('labels that a receipt refuses', () => {
  test('a second device of the account gets duplicate, naming the first batch', async () => {
    const opened = await scene.openCampaign({ policy: many });
    const one = makeLabeler(scene);
    const two = makeLabeler(scene, one.account);
    await one.join(opened);
    await two.join(opened);
    const first = await one.send(opened, [makeLabel(opened.campaign, article(1))]);
    const labels = [article(1), article(2), article(2)].map((address) => makeLabel(opened.campaign, address));
    const second = await two.send(opened, labels);
    expect(second.refused).toEqual([
      [0, 'duplicate'],
      [2, 'duplicate'],
    ]);
    expect(second.duplicates).toEqual([
      [0, first.receipt.batchHash],
      [2, second.receipt.batchHash],
    ]);
    expect(second.receipt).toMatchObject({ received: 1, refusedHash: refusedHash(second.refused) });
  });

  test('bad-task and bad-body', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const { campaign } = opened;
    const { refused } = await labeler.send(opened, [
      makeLabel(campaign, 'https://elsewhere.example/articles/1'),
      makeLabel(campaign, 'https://news.example/about'),
      makeLabel(campaign, article('1?utm_source=x')),
      makeLabel(campaign, article('1?id=4')),
      makeLabel(campaign, article(2), 'up', { task: makeLabel(campaign, article(3)).task }),
      makeLabel(campaign, article(4), 'sideways'),
      makeLabel(campaign, article(5), 'up', { body: {} }),
      makeLabel(campaign, article(6), 'up', { body: { tone: { kind: 'unsure' } } }),
    ]);
    expect(refused).toEqual([
      [0, 'bad-task'],
      [1, 'bad-task'],
      [2, 'bad-task'],
      [4, 'bad-task'],
      [5, 'bad-body'],
      [6, 'bad-body'],
    ]);
  });

  test('example: what the terms show is no task, for whoever copies the answer from there', async () => {
    const shown = { target: pageTargetOf(article(1)), body: makeLabel(zero32, article(1), 'up').body };
    const opened = await scene.openCampaign({ examples: [{ ...shown, shows: 'good', note: 'So it is.' }] });
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const labels = [1, 2].map((n) => makeLabel(opened.campaign, article(n)));
    const { refused, receipt } = await labeler.send(opened, labels);
    expect(refused).toEqual([[0, 'example']]);
    expect(receipt.received).toBe(1);
  });

  test('elements: one label per element, and only with the unit and the kind of key that the terms say', async () => {
    const named = await scene.openCampaign({
      targets: { unit: 'element', selector: 'article.post', key: 'data-id' },
    });
    const digested = await scene.openCampaign({ targets: { unit: 'element', selector: 'article.post' } });
    const labeler = makeLabeler(scene);
    const labelsOf = (campaign: Hex) => {
      const of = (unitKey: string, quote: string, address = article(1)) => {
        const target = { unit: 'element' as const, unitKey, address, quote };
        return makeLabel(campaign, address, 'up', { target, task: taskId(campaign, target) });
      };
      return [
        of('post-7', 'A post'),
        of('post-8', 'Another post'),
        of('post-7', 'The same post, edited'),
        of('post-7', 'A post', article(2)),
        of('post-9', 'A post', 'https://news.example/about'),
        of(textKey('A post'), 'A post'),
        of(textKey('A post'), 'Another post'),
        of(textKey('x'.repeat(900)), 'x'.repeat(500)),
        makeLabel(campaign, article(1)),
        makeLabel(campaign, article(1), 'up', { task: of('post-10', '').task }),
      ];
    };
    await labeler.join(named);
    const first = await labeler.send(named, labelsOf(named.campaign));
    expect(first.refused).toEqual([
      [2, 'duplicate'],
      ...[4, 5, 6, 7, 8, 9].map((index) => [index, 'bad-task']),
    ]);
    await labeler.join(digested);
    const second = await labeler.send(digested, labelsOf(digested.campaign));
    expect(second.refused).toEqual([0, 1, 2, 3, 4, 6, 8, 9].map((index) => [index, 'bad-task']));
    expect(second.receipt.received).toBe(2);
  });

  test('task-full when the task has all its labels', async () => {
    const opened = await scene.openCampaign();
    const [one, two] = [makeLabeler(scene), makeLabeler(scene)];
    await one.join(opened);
    await two.join(opened);
    await one.send(opened, [makeLabel(opened.campaign, article(1))]);
    const { refused, receipt } = await two.send(opened, [makeLabel(opened.campaign, article(1))]);
    expect(refused).toEqual([[0, 'task-full']]);
    expect(receipt).toMatchObject({ received: 0, amount: '0', number: 1 });
  });

  test('not-open before, closed after, by the relay clock', async () => {
    const now = scene.context.now();
    const opened = await scene.openCampaign({ opens: now + 3600, closes: now + 7200 });
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    try {
      const early = await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
      expect(early.refused).toEqual([[0, 'not-open']]);
      scene.skew.seconds = 7200;
      const late = await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
      expect(late.refused).toEqual([[0, 'closed']]);
    } finally {
      scene.skew.seconds = 0;
    }
  });

  test('P7: budget-exhausted when free does not fit: 5 % is kept, what is received is reserved', async () => {
    const opened = await scene.openCampaign({}, 100_000n);
    const [one, two] = [makeLabeler(scene), makeLabeler(scene)];
    await one.join(opened);
    await two.join(opened);
    const labels = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => makeLabel(opened.campaign, article(from + n)));
    const first = await one.send(opened, labels(0, 3));
    expect(first.receipt).toMatchObject({ received: 3, amount: '60000' });
    const second = await two.send(opened, labels(3, 6));
    expect(second.refused).toEqual([
      [1, 'budget-exhausted'],
      [2, 'budget-exhausted'],
    ]);
    expect(second.receipt.amount).toBe('20000');
    const catalogue = await scene.app.request('/v1/campaigns');
    expect(await catalogue.text()).not.toContain(opened.campaign);
  });

  test('P7: never more is promised than was deposited, whoever sends at once', async () => {
    const opened = await scene.openCampaign({}, 200_000n);
    const labelers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const labeler = makeLabeler(scene);
        await labeler.join(opened);
        return labeler;
      }),
    );
    const answers = await Promise.all(
      labelers.map((labeler, who) =>
        labeler.send(
          opened,
          [0, 1, 2].map((n) => makeLabel(opened.campaign, article(who * 10 + n))),
        ),
      ),
    );
    const promised = answers.reduce((sum, { receipt }) => sum + BigInt(receipt.amount), 0n);
    expect(promised).toBe(180_000n);
  });
});

describe('P4: every label is signed by a key that the account named', () => {
  const refusal = async (request: unknown) => {
    const { status, text } = await scene.post('/v1/batches', request);
    const { code, retry } = JSON.parse(text);
    return [status, code, retry];
  };

  test('unknown campaign, terms and key; labels that were not signed; another signer', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    const key = await labeler.join(opened);
    const labels = [makeLabel(opened.campaign, article(1))];
    const sign = (by: typeof key, given = opened, list = labels) => signedBatch(scene, by, given, list, 0);
    const good = await sign(key);
    const { signature } = await sign(makeKey());
    const unknown = { ...opened, campaign: `0x${'11'.repeat(32)}` } as const;
    const otherTerms = { ...opened, terms: { ...opened.terms, price: '30000' } };
    expect(await refusal(await sign(key, unknown))).toEqual([404, 'unknown-campaign', false]);
    expect(await refusal(await sign(key, otherTerms))).toEqual([404, 'unknown-terms', false]);
    expect(await refusal(await sign(makeKey()))).toEqual([403, 'unknown-key', false]);
    expect(await refusal({ ...good, signature })).toEqual([403, 'bad-signature', false]);
    const altered = { ...good, labels: [makeLabel(opened.campaign, article(1), 'down')] };
    expect(await refusal(altered)).toEqual([400, 'wrong-labels', false]);
    const malleable = { ...good, signature: `${good.signature.slice(0, -2)}00` };
    expect(await refusal(malleable)).toEqual([403, 'bad-signature', false]);
    expect(await refusal(good)).toEqual([200, undefined, undefined]);
  });

  test('a batch for another chain or escrow is by an unknown signer', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    const key = await labeler.join(opened);
    const { batch, labels } = await signedBatch(
      scene,
      key,
      opened,
      [makeLabel(opened.campaign, article(1))],
      0,
    );
    const elsewhere = await key.sign(batchHash({ ...scene.context.place, chainId: 1 }, batch));
    expect(await refusal({ batch, labels, signature: elsewhere })).toEqual([403, 'bad-signature', false]);
  });

  test('an expired delegation, and a revoked key; earlier receipts stay good', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened, labeler.payTo, scene.context.now() + day);
    const early = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
    const first = await scene.post('/v1/batches', early);
    const second = await labeler.request(opened, [makeLabel(opened.campaign, article(2))]);
    try {
      scene.skew.seconds = 2 * day;
      expect(await refusal(second)).toEqual([403, 'delegation-expired', false]);
    } finally {
      scene.skew.seconds = 0;
    }
    expect((await labeler.revoke(labeler.device.address)).status).toBe(200);
    expect((await labeler.revoke(labeler.device.address)).status).toBe(200);
    expect(await refusal(second)).toEqual([403, 'revoked', false]);
    expect(await scene.post('/v1/batches', early)).toEqual(first);
  });

  test('nobody points a campaign key of somebody else to himself', async () => {
    const opened = await scene.openCampaign();
    const victim = makeLabeler(scene);
    const key = await victim.join(opened);
    const thief = makeLabeler(scene);
    await thief.join(opened);
    const { delegationHash } = await import('../../lib/protocol/signed/delegation.ts');
    const delegation = {
      account: thief.account.address,
      payTo: thief.payTo,
      key: key.address,
      campaign: opened.campaign,
      blind: `0x${'22'.repeat(32)}` as const,
      notAfter: scene.context.now() + day,
    };
    const signature = await thief.device.sign(delegationHash(scene.context.place, delegation));
    const { status } = await scene.post('/v1/delegations', { delegation, signature });
    expect(status).toBe(403);
    const { receipt } = await victim.send(opened, [makeLabel(opened.campaign, article(1))]);
    expect(receipt.payTo).toBe(lower(victim.payTo));
  });

  test('a new payTo holds for later receipts only', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const first = await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
    const other = makeKey().address;
    await labeler.join(opened, other);
    const second = await labeler.send(opened, [makeLabel(opened.campaign, article(2))]);
    expect([first.receipt.payTo, second.receipt.payTo]).toEqual([labeler.payTo, other]);
  });
});
