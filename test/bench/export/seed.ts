import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';

const labelsPerBatch = 100;
const labelsPerTask = 4;

const hex = (bytes: number, of: number, salt: string): Hex =>
  `0x${(salt + of.toString(16).padStart(12, '0')).padStart(bytes * 2, '7')}`;
const options = ['up', 'down', 'flat'];

/** A label as it would have been signed: long enough to be true to life, with another page and body in each. */
function labelText(task: Hex, page: number, at: number): string {
  const address = `https://news.example/articles/2026/quarterly-results-of-company-${page}?id=${page}`;
  return `{"activeMs":5000,"assist":"human","body":{"tone":{"chosen":["${options[at % 3]}"],"kind":"choice"}},"createdAt":1699999200,"salts":["${hex(16, at, 'a')}","${hex(16, at, 'b')}"],"target":{"address":"${address}","unit":"page","unitKey":"page"},"task":"${task}"}`;
}

/** A bytea in COPY's text format, whose own backslash is doubled. */
const bytes = (of: Hex) => `\\\\x${of.slice(2)}`;
/** Ids beyond those that the relay gives. */
const firstId = 1_000_000;

type Row = Record<string, string | number>;

/** Lines of COPY's text format, in pieces of some thousand. */
function* lines(count: number, rowOf: (at: number) => Row): Generator<string> {
  let piece = '';
  for (let at = 0; at < count; at++) {
    piece += `${Object.values(rowOf(at)).join('\t')}\n`;
    if (at % 5000 === 4999 || at === count - 1) {
      yield piece;
      piece = '';
    }
  }
}

/**
 * Fills a campaign with settled labels, by COPY: batches of a hundred, of which four in a row label the same hundred tasks.
 * Hashes are of nothing; rows are as long as real ones.
 */
export async function seed(url: string, campaign: Hex, labels: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const copy = async (table: string, count: number, rowOf: (at: number) => Row) => {
    const columns = Object.keys(rowOf(0)).join(', ');
    const into = client.query(from(`copy ${table} (${columns}) from stdin`));
    await pipeline(Readable.from(lines(count, rowOf)), into);
  };
  const batchOf = (at: number) => Math.floor(at / labelsPerBatch);
  const pageOf = (at: number) =>
    Math.floor(batchOf(at) / labelsPerTask) * labelsPerBatch + (at % labelsPerBatch);
  const taskOf = (page: number) => hex(32, (page * 2_654_435_761) % 2 ** 40, 'c');
  const keyOf = (batch: number) => hex(20, batch % 997, 'e');
  const accountOf = (batch: number) => hex(20, batch % 997, '3');
  try {
    await client.query("update epochs set epoch = 2 where state = 'open'");
    await client.query(`insert into epochs (epoch, state, opened_at, cut, previous, activated_at)
      values (1, 'active', 0, 1, 0, 1)`);
    await copy('batches', labels / labelsPerBatch, (number) => ({
      hash: hex(32, number, 'd'),
      key: keyOf(number),
      sequence: number,
      campaign,
      terms_hash: hex(32, 0, 'f'),
      count: labelsPerBatch,
      labels_root: hex(32, number, '1'),
      signature: hex(65, number, '2'),
      account: accountOf(number),
      number,
      epoch: 1,
      pay_to: hex(20, number % 997, '4'),
      received: labelsPerBatch,
      amount: 20_000 * labelsPerBatch,
      refused: '[]',
      duplicates: '[]',
      accept_by: 2_000_000_000,
      receipt_key: hex(20, 0, '5'),
      reported_epoch: 1,
      id: number + firstId,
      price: 20_000,
    }));
    await copy('labels', labels, (at) => {
      const batch = batchOf(at);
      const task = taskOf(pageOf(at));
      return {
        batch: batch + firstId,
        position: at % labelsPerBatch,
        account: bytes(accountOf(batch)),
        task: bytes(task),
        task_part: bytes(hex(32, at, '6')),
        body_part: bytes(hex(32, at, '8')),
        label: labelText(task, pageOf(at), at),
        active_ms: 5000,
        state: 'paid',
        state_epoch: 1,
        credit: 20_000,
      };
    });
    await copy('truths', labels / labelsPerTask, (page) => {
      const first = Math.floor(page / labelsPerBatch) * labelsPerTask;
      const numbers = Array.from({ length: labelsPerTask }, (_, n) => first + n);
      const positions = numbers.map(() => page % labelsPerBatch);
      return {
        campaign,
        task: taskOf(page),
        epoch: 1,
        truth: '{"tone":{"chosen":["up"],"kind":"choice"}}',
        posterior: '{"tone":750000}',
        numbers: `{${numbers}}`,
        positions: `{${positions}}`,
      };
    });
    const { rowCount } = await client.query('update campaigns set next_number = $1 where campaign = $2', [
      labels / labelsPerBatch,
      campaign,
    ]);
    if (rowCount !== 1) throw new Error('no campaign');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
