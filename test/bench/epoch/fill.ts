import type { Label } from '../../../lib/protocol/label/label.ts';
import { bytesToHex, hexToBytes } from '../../../lib/protocol/ledger/bytes.ts';
import { treeOf, wordLeafHash } from '../../../lib/protocol/ledger/leaves.ts';
import { type Hex, zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { batchHash } from '../../../lib/protocol/signed/batch.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { taskId, termsHash } from '../../../lib/protocol/signed/ids.ts';
import { bodyPart, leafOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { depositFor } from '../../../lib/protocol/terms/cost.ts';
import { nativeCurve, plainCurve } from '../../../relay/curve.ts';
import { chunks } from '../../../relay/db/chunks.ts';
import { judgedPolicy, truthOf } from '../../relay/judged-crowd.ts';
import { article, type Opened } from '../../relay/labeler.ts';
import type { Scene } from '../../relay/scene.ts';

const perTask = 5;
const accuracy = 0.85;
const common = {
  activeMs: 5000,
  assist: 'human',
  createdAt: 1_700_000_000 - (1_700_000_000 % 3600),
} as const;
/** Batches that are on their way at once. */
const together = 8;
const curve = nativeCurve() ?? plainCurve;

/** Somebody who labels: the private key for a campaign, and its address. */
interface Person {
  account: Hex;
  payTo: Hex;
  secret: Uint8Array;
  key: Hex;
}

/**
 * A campaign whose tasks all get five labels, `each` of every person. Batches go through the relay's whole door, signed as
 * devices sign them; who signs for whom is written down at once, since each delegation would take a commit of its own.
 */
export async function fill(scene: Scene, people: number, each: number, draw: () => number): Promise<void> {
  const price = BigInt(scene.termsWith().price);
  const opened: Opened = await scene.openCampaign(judgedPolicy(), depositFor(price * BigInt(people * each)));
  const saltOf = (): Hex =>
    `0x${Math.floor(draw() * 2 ** 32)
      .toString(16)
      .padStart(32, '0')}`;
  const crowd = await delegated(scene, opened, people, draw);
  const round = people / perTask;
  const pages = Array.from({ length: round * each }, (_, n) => {
    const target = pageTargetOf(article(n));
    return { target, task: taskId(opened.campaign, target, scene.context.keccak), truth: truthOf(n) };
  });
  let next = 0;
  const sender = async () => {
    for (let who = next++; who < people; who = next++) {
      const shift = Math.floor(who / round) * 7;
      const labels = Array.from({ length: each }, (_, slot) => {
        const at = slot * round + ((who + slot * shift) % round);
        const { target, task, truth } = pages[at]!;
        const said = draw() < accuracy ? truth : truthOf(at + 1 + Math.floor(draw() * 2));
        const salts = [saltOf(), saltOf()] as [Hex, Hex];
        return {
          ...common,
          body: { tone: { kind: 'choice', chosen: [said] } },
          salts,
          target,
          task,
        } as Label;
      });
      const { status, text } = await scene.post('/v1/batches', requestOf(scene, opened, crowd[who]!, labels));
      if (status !== 200 || !text.includes('"refused":[]')) throw new Error(text.slice(0, 500));
    }
  };
  await Promise.all(Array.from({ length: together }, sender));
}

function requestOf(
  { context: { place, keccak } }: Scene,
  { campaign, terms }: Opened,
  { key, secret }: Person,
  labels: readonly Label[],
): string {
  const leaves = labels.map((one) => leafOf(taskPart(one, keccak), bodyPart(one, keccak), keccak));
  const batch = {
    key,
    campaign,
    termsHash: termsHash(terms),
    sequence: 0,
    count: labels.length,
    labelsRoot: treeOf(leaves, wordLeafHash, keccak).root,
  };
  const signature = signed(hexToBytes(batchHash(place, batch, keccak)), secret);
  return canonicalText({ batch, signature, labels });
}

function signed(digest: Uint8Array, secret: Uint8Array): Hex {
  const { rs, recovery } = curve.sign(digest, secret);
  return `${bytesToHex(rs)}${(27 + recovery).toString(16)}`;
}

async function delegated(
  { context }: Scene,
  { campaign }: Opened,
  count: number,
  draw: () => number,
): Promise<Person[]> {
  const random = (length: number) => Uint8Array.from({ length }, () => Math.floor(draw() * 256));
  const digest = random(32);
  const people: Person[] = [];
  const rows = [];
  for (let who = 0; who < count; who++) {
    const [account, payTo, device] = [bytesToHex(random(20)), bytesToHex(random(20)), bytesToHex(random(20))];
    const secret = random(32);
    const key = (await context.signerOf(bytesToHex(digest), signed(digest, secret)))!;
    const common = { account, pay_to: payTo, not_after: context.now() + 86_400, signature: '0x' as const };
    rows.push(
      {
        ...common,
        hash: bytesToHex(random(32)),
        key: device,
        campaign: zero32,
        blind: zero32,
        signer: account,
      },
      {
        ...common,
        hash: bytesToHex(random(32)),
        key,
        campaign,
        blind: bytesToHex(random(32)),
        signer: device,
      },
    );
    people.push({ account, payTo, secret, key });
  }
  for (const some of chunks(rows)) await context.db.insertInto('delegations').values(some).execute();
  return people;
}
