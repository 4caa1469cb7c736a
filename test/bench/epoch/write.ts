import type { Label } from '../../../lib/protocol/label/label.ts';
import { hexToBytes } from '../../../lib/protocol/ledger/bytes.ts';
import { treeOf, wordLeafHash } from '../../../lib/protocol/ledger/leaves.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { batchHash } from '../../../lib/protocol/signed/batch.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { termsHash } from '../../../lib/protocol/signed/ids.ts';
import { bodyPart, leafOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import type { Context } from '../../../relay/context.ts';
import { CopyIn, CopyRows } from '../../../relay/db/copy.ts';
import type { Opened } from '../../relay/labeler.ts';
import { type Person, signed } from './crowd.ts';

interface Given {
  person: Person;
  labels: readonly Label[];
}

const received = Buffer.from('received');
const bytes = (hex: Hex) => Buffer.from(hex.slice(2), 'hex');

/** Writes batches as ingest does, many in a transaction, without asking whether they may be received. */
export async function writer(context: Context, { campaign, terms }: Opened) {
  const { pool, place, keccak, now } = context;
  const price = BigInt(terms.price);
  const accept_by = now() + terms.acceptByHours * 3600;
  const { rows } = await pool.query<{ id: number }>('select coalesce(max(id), 0)::int4 id from batches');
  let id = rows[0]!.id;
  let number = 0;
  return async (given: readonly Given[]) => {
    const copied = new CopyRows();
    const batches = given.map(({ person: { account, payTo, key, secret }, labels }) => {
      id += 1;
      const parts = labels.map((one) => [taskPart(one, keccak), bodyPart(one, keccak)] as const);
      const leaves = parts.map(([task, body]) => leafOf(task, body, keccak));
      for (const [position, one] of labels.entries()) {
        copied.row(10);
        copied.int8(id);
        copied.int4(one.activeMs);
        copied.int2(position);
        for (const word of [account, one.task, ...parts[position]!]) copied.bytes(bytes(word));
        copied.bytes(received);
        copied.text(null);
        copied.text(canonicalText(one));
      }
      const batch = {
        ...{ key, campaign, termsHash: termsHash(terms), sequence: 0, count: labels.length },
        labelsRoot: treeOf(leaves, wordLeafHash, keccak).root,
      };
      const hash = batchHash(place, batch, keccak);
      return {
        ...{
          id,
          hash,
          key,
          campaign,
          account,
          accept_by,
          sequence: 0,
          number: number++,
          epoch: 1,
          pay_to: payTo,
        },
        ...{ terms_hash: batch.termsHash, count: batch.count, labels_root: batch.labelsRoot },
        ...{
          signature: signed(hexToBytes(hash), secret),
          refused: '[]',
          duplicates: '[]',
          receipt_key: '0x',
        },
        ...{
          received: labels.length,
          open: labels.length,
          price: `${price}`,
          amount: `${price * BigInt(labels.length)}`,
        },
      };
    });
    const names = Object.keys(batches[0]!).join();
    const client = await pool.connect();
    try {
      await client.query('begin');
      const text = JSON.stringify(batches);
      await client.query(
        `insert into batches (${names}) select ${names} from json_populate_recordset(null::batches, $1)`,
        [text],
      );
      await client.query(
        new CopyIn(
          `copy labels (batch, active_ms, position, account, task, task_part, body_part, state, code, label)
            from stdin (format binary)`,
          copied.done(),
        ),
      ).done;
      const count = given.reduce((sum, { labels }) => sum + labels.length, 0);
      await client.query(
        `update campaigns set next_number = next_number + $2, reserved = reserved + $3, last_epoch = 1,
          last_labels = last_labels + $4 where campaign = $1`,
        [campaign, given.length, `${price * BigInt(count)}`, count + given.length],
      );
      await client.query('commit');
    } finally {
      client.release();
    }
  };
}
