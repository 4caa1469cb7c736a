import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import { type Hex, zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { nativeCurve, plainCurve } from '../../../relay/curve.ts';
import { chunks } from '../../../relay/db/chunks.ts';
import type { Opened } from '../../relay/labeler.ts';
import type { Scene } from '../../relay/scene.ts';

const curve = nativeCurve() ?? plainCurve;

/** Somebody who labels: the private key for a campaign, and its address. */
export interface Person {
  account: Hex;
  payTo: Hex;
  secret: Uint8Array;
  key: Hex;
}

export function signed(digest: Uint8Array, secret: Uint8Array): Hex {
  const { rs, recovery } = curve.sign(digest, secret);
  return `${bytesToHex(rs)}${(27 + recovery).toString(16)}`;
}

/** People who may label for a campaign; who signs for whom is written down without a signature, which no statement shows. */
export async function delegated(
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
