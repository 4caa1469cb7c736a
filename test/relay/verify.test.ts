import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CampaignFile,
  changesChain,
  type LabelRow,
  type Statement,
} from '../../lib/protocol/ledger/statement.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { goldHash } from '../../lib/protocol/signed/gold.ts';
import { getText } from '../../relay/bin/verify/open-verifying.ts';
import { verifySideBySide } from '../../relay/bin/verify/side-by-side.ts';
import type { Verifying } from '../../relay/bin/verify/verify-campaign.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { StartError } from '../../relay/start-error.ts';
import { altered, closeWith, crowd, idle, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import type { Opened } from './labeler.ts';
import { joined } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';
import { saidWhen, verifyingOf } from './verifying.ts';

let scene: Scene;
/** Paid by agreement, with golds; paid flat; held for evidence. */
let judged: Opened;
let flat: Opened;
let held: Opened;
/** Paid in the first epoch. */
let firstPayTo: Hex;
const epochs: number[] = [];
let work: Verifying;
/** A relay on a port, what it changes of what it serves, and where it closes the connection instead of an answer. */
let relay: {
  url: string;
  close(): void;
  spoil: (path: string, text: string) => string;
  drops: (path: string) => boolean;
};

beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
  judged = await scene.openCampaign(judgedPolicy());
  flat = await scene.openCampaign();
  held = await scene.openCampaign(judgedPolicy({ scored: 15, golds: 0 }));
  const people = await crowd(scene, judged, 5);
  for (const one of people.slice(0, 3)) await say(one, judged, pages(0, 24), truthOf);
  const waiting = await crowd(scene, held, 3);
  for (const one of waiting) await say(one, held, pages(0, 12), truthOf);
  const paidFirst = await joined(scene, flat);
  firstPayTo = paidFirst.payTo;
  await say(paidFirst, flat, pages(0, 3), truthOf);
  epochs.push(await closeWith(scene, 'all'));
  await say(people[3]!, judged, pages(0, 24), truthOf);
  await say(people[4]!, judged, pages(0, 24), idle);
  for (const one of people.slice(0, 3)) await say(one, judged, pages(50, 6), truthOf);
  await say(people[0]!, judged, [90], truthOf);
  epochs.push(await closeWith(scene, 'none'));
  for (const one of waiting) await say(one, held, pages(20, 9), truthOf);
  epochs.push(await closeWith(scene, 'none'));
  relay = await serveScene();
  work = await verifyingOf(scene);
});
afterAll(async () => {
  relay.close();
  await scene.stop();
});

async function serveScene(): Promise<typeof relay> {
  const made: typeof relay = { url: '', close() {}, spoil: (_, text) => text, drops: () => false };
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request, { incoming }) => {
      if (made.drops(new URL(request.url).pathname)) incoming.socket.destroy();
      const response = await scene.app.fetch(request);
      return new Response(made.spoil(new URL(request.url).pathname, await response.text()), response);
    },
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port }: Partial<AddressInfo> = Object(server.address());
  made.url = `http://127.0.0.1:${port}`;
  made.close = () => void server.close();
  return made;
}

/** The command as people run it. */
async function command(...args: string[]): Promise<{ code: number; out: string }> {
  const run = promisify(execFile)(process.execPath, ['relay/bin/verify.ts', ...args]);
  return run.then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout + error.stderr,
    }),
  );
}

describe('P11: an epoch is computed again by one command', () => {
  test('every epoch of an honest relay: all as the chain has it', async () => {
    for (const epoch of epochs) {
      const { code, out } = await command(relay.url, '--epoch', `${epoch}`);
      expect([code, out]).toEqual([0, expect.stringContaining('are as the chain has them')]);
    }
    const { code, out } = await command(relay.url);
    expect([code, out]).toEqual([0, expect.stringContaining(`epoch ${epochs[2]}`)]);
    expect(out).toContain(held.campaign.slice(0, 14));
  });

  test('a node that does not answer, and what is no escrow: 2, with one line on what to do', async () => {
    for (const wrong of [
      ['--rpc', 'http://127.0.0.1:9'],
      ['--escrow', `0x${'12'.repeat(20)}`],
    ]) {
      const { code, out } = await command(relay.url, ...wrong);
      expect([code, out]).toEqual([2, expect.stringContaining('Name another node with --rpc')]);
      expect(out.trim().split('\n')).toHaveLength(1);
    }
  });

  test('other bytes than those whose hash stands on chain: 1, and the file is named', async () => {
    const statement = await work.files.statement(
      epochs[1]!,
      (await work.chain.epoch(epochs[1]!))!.statementHash,
    );
    const hash = entryOf(statement, judged.campaign).file;
    try {
      relay.spoil = (path, text) => (path.endsWith(hash) ? text.replace('"paid"', '"held"') : text);
      const { code, out } = await command(relay.url, '--epoch', `${epochs[1]}`);
      expect([code, out]).toEqual([1, expect.stringContaining(`file ${hash}: what is served hashes to`)]);
      relay.spoil = (path, text) => (path.includes('/epochs/') ? text.replace('"cut":', '"cut":1') : text);
      const other = await command(relay.url, '--epoch', `${epochs[1]}`);
      expect([other.code, other.out]).toEqual([1, expect.stringContaining(`statement ${epochs[1]}`)]);
    } finally {
      relay.spoil = (_, text) => text;
    }
  });

  test('campaigns side by side come to what they come to one by one, and a line tells how far it is', async () => {
    const whom = { url: relay.url, rpcUrl: scene.config.RPC_URL, escrow: lower(scene.config.ESCROW) };
    const lines: string[] = [];
    const threads = verifySideBySide(work, whom, (line) => lines.push(line), -1);
    const [epoch = 0] = epochs;
    const alone = await verifyEpoch(work, epoch);
    expect(await verifyEpoch(work, epoch, threads)).toEqual(alone);
    expect(lines).toEqual(['0 of 3 campaigns', '1 of 3 campaigns', '2 of 3 campaigns', '3 of 3 campaigns']);
    try {
      relay.spoil = (path, text) => (path.includes('/files/') ? `${text} ` : text);
      const { campaigns } = await verifyEpoch(work, epoch, threads);
      for (const { faults } of campaigns)
        expect(faults).toEqual([expect.objectContaining({ detail: expect.stringContaining('hashes to') })]);
      relay.spoil = (path, text) => {
        if (path.includes('/files/')) throw new Error('gone');
        return text;
      };
      await expect(verifyEpoch(work, epoch, threads)).rejects.toThrow(StartError);
    } finally {
      relay.spoil = (_, text) => text;
    }
  });

  test('a connection that the relay has closed meanwhile is opened again; a relay that does not answer has not been found wrong', async () => {
    const asked = new Set<string>();
    try {
      relay.drops = (path) => asked.size !== asked.add(path).size;
      expect(await command(relay.url)).toMatchObject({ code: 0 });
      relay.drops = (path) => path.includes('/files/');
      const { code, out } = await command(relay.url);
      expect([code, out]).toEqual([2, expect.stringMatching(/\/v1\/files\/0x\w+ does not answer\./)]);
    } finally {
      relay.drops = () => false;
    }
  });

  test('a relay that limits its clients is asked again when it says so', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      if (asked > 2) return void response.end('a statement');
      response.writeHead(429, { 'retry-after': '1' }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port }: Partial<AddressInfo> = Object(server.address());
    try {
      expect(await getText(`http://127.0.0.1:${port}`, '/v1/epochs/1')).toBe('a statement');
    } finally {
      server.close();
    }
  });

  test('what is not there, and how to ask', async () => {
    expect(await command('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--epoch') });
    expect((await command()).code).toBe(2);
    expect((await command(relay.url, '--epoch', '999')).code).toBe(2);
    expect((await command(relay.url, '--nonsense')).code).toBe(2);
  });
});

const entryOf = ({ entries }: Statement, campaign: Hex) =>
  entries.find((entry) => entry.campaign === campaign)!;

const saidOf = (
  epoch: number,
  opened: Opened,
  change: (file: CampaignFile) => void,
  earlier?: ReadonlyMap<Hex, CampaignFile>,
) => saidWhen(work, epoch, opened, change, earlier);

type Paid = Extract<LabelRow, { state: 'paid' }>;
const paidIn = ({ rows }: CampaignFile) => rows.find((row): row is Paid => row.state === 'paid')!;
const rejectedIn = ({ rows }: CampaignFile) => rows.find((row) => row.state === 'rejected')!;

/** Each changes one row of the second epoch of the judged campaign, and says by which name it is found. */
const lies: [what: string, (file: CampaignFile) => string][] = [
  [
    'a signature',
    (file) => {
      const batch = file.batches[0]!;
      batch.signature = altered(batch.signature);
      return `batch ${batch.number}: it is not signed by its key`;
    },
  ],
  [
    'a leaf',
    (file) => {
      const batch = file.batches[0]!;
      batch.leaves[0] = altered(batch.leaves[0]!);
      return `batch ${batch.number}: its leaves do not give the root`;
    },
  ],
  ['a batch that is left out', (file) => `label ${file.batches.shift()!.number}/0: no batch has its number`],
  [
    'a number for two batches',
    (file) => {
      file.batches[1]!.number = file.batches[0]!.number;
      return `batch ${file.batches[0]!.number}: two batches have this number`;
    },
  ],
  [
    'a page part',
    (file) => {
      const row = paidIn(file);
      row.taskPart = altered(row.taskPart);
      return `label ${row.number}/${row.index}: it is not what was signed`;
    },
  ],
  [
    'an answer',
    (file) => {
      const row = paidIn(file);
      row.opened!.body = { tone: { kind: 'unsure' } };
      return `label ${row.number}/${row.index}: it is opened to another body`;
    },
  ],
  [
    'an answer that is not opened',
    (file) => {
      const row = paidIn(file);
      delete row.opened;
      return `label ${row.number}/${row.index}: its task is settled and its body is not open`;
    },
  ],
  [
    'a posterior, by a millionth',
    (file) => {
      const row = file.rows.find(
        (one): one is Paid => one.state === 'paid' && one.posterior.tone !== 1_000_000,
      )!;
      row.posterior.tone! -= 1;
      return `label ${row.number}/${row.index}: its posterior of tone is`;
    },
  ],
  [
    'a score, by a millionth',
    (file) => {
      const row = paidIn(file);
      row.score!.ppm += 1;
      return `label ${row.number}/${row.index}: its score is`;
    },
  ],
  [
    'a gold that is none',
    (file) => {
      const row = file.rows.find((one): one is Paid => one.state === 'paid' && one.score?.gold === false)!;
      row.score!.gold = true;
      return `label ${row.number}/${row.index}: gold is true`;
    },
  ],
  [
    'what counts',
    (file) => {
      const row = paidIn(file);
      row.counted = false;
      return `label ${row.number}/${row.index}: counted is false`;
    },
  ],
  [
    'a price',
    (file) => {
      const row = paidIn(file);
      row.price = '19999';
      return `label ${row.number}/${row.index}: its price is 19999`;
    },
  ],
  [
    'a credit, by one unit',
    (file) => {
      const row = paidIn(file);
      row.credit = `${BigInt(row.credit) - 1n}`;
      return `label ${row.number}/${row.index}: it is paid ${row.credit}, computed again`;
    },
  ],
  [
    'a rejection',
    (file) => {
      const { credit: _, ...row } = paidIn(file);
      const at = file.rows.findIndex((one) => one.number === row.number && one.index === row.index);
      file.rows[at] = {
        ...row,
        state: 'rejected',
        credit: '0',
        code: 'copied',
        evidence: 'number=1 index=1',
      };
      return `label ${row.number}/${row.index}: it is rejected 0, computed again paid`;
    },
  ],
  [
    'a reason',
    (file) => {
      const row = rejectedIn(file);
      if (row.state === 'rejected') row.evidence = 'scored=1 golds=0 sum=0 reached=0';
      return `label ${row.number}/${row.index}: it is rejected with below-guess scored=1`;
    },
  ],
  [
    'a label that is paid twice',
    (file) => {
      const row = paidIn(file);
      file.rows.push(structuredClone(row));
      return `label ${row.number}/${row.index}: it has two rows`;
    },
  ],
  [
    'a label that is forgotten when its task is settled',
    (file) => {
      const gold = new Set(file.golds.opened.map(({ ref }) => ref));
      const row = file.rows.find((one) => gold.has(one.ref) && one.number === 0)!;
      file.rows.splice(file.rows.indexOf(row), 1);
      return `label ${row.number}/${row.index}: its task is settled without it`;
    },
  ],
  [
    'a label held though everything is known',
    (file) => {
      const { credit: _, state: __, opened, posterior, score, counted, ...row } = paidIn(file);
      const at = file.rows.findIndex((one) => one.number === row.number && one.index === row.index);
      file.rows[at] = { ...row, state: 'held', judged: { opened, posterior, score, counted } };
      return `label ${row.number}/${row.index}: it is held , computed again paid`;
    },
  ],
  [
    'a sum',
    (file) => {
      file.sums[0]!.sum += 1;
      return `sum ${file.sums[0]!.key}: it is`;
    },
  ],
  ['a sum that is left out', (file) => `sum ${file.sums.shift()!.key}: it is nothing, computed again`],
  [
    'a truth to which nobody was committed',
    (file) => {
      const gold = file.golds.opened[0]!;
      gold.truth = { tone: { kind: 'unsure' } };
      return `gold ${gold.ref}: no epoch before was committed to this truth`;
    },
  ],
  [
    'a gold that is not opened',
    (file) => {
      file.golds.opened.shift();
      return 'gold 0x';
    },
  ],
];

describe('P11: a relay that settles otherwise is found out, whatever it changes', () => {
  test.each(lies)('%s', async (_, lie) => {
    let expected = '';
    const said = await saidOf(epochs[1]!, judged, (file) => {
      expected = lie(file);
    });
    expect(said.filter((line) => line.startsWith(expected))).not.toEqual([]);
  });

  test('a file that passes over what an epoch before has said', async () => {
    const named = async (epoch: number) => {
      const { entries } = await work.files.statement(epoch, (await work.chain.epoch(epoch))!.statementHash);
      return entries.find(({ campaign }) => campaign === judged.campaign)?.file;
    };
    const said = await saidOf(epochs[1]!, judged, (file) => {
      file.previous = null;
    });
    expect(said).toContain(
      `file before: the statement of epoch ${epochs[0]} names ${await named(epochs[0]!)}`,
    );
  });

  test('a file that passes over one behind an epoch whose cut is told to be long ago', async () => {
    const long = <T extends { cut: number }>(epoch: number, one: T): T =>
      epoch === epochs[1] ? { ...one, cut: 1 } : one;
    const chain = {
      ...work.chain,
      epoch: async (asked: number) => {
        const found = await work.chain.epoch(asked);
        return found && long(asked, found);
      },
    };
    const files = {
      ...work.files,
      statement: async (epoch: number, hash: Hex) => {
        const { entries, ...said } = await work.files.statement(epoch, hash);
        const isSilent = epoch === epochs[1];
        return long(epoch, {
          ...said,
          entries: entries.filter((one) => !isSilent || one.campaign !== held.campaign),
        });
      },
    };
    const said = await saidWhen({ ...work, chain, files }, epochs[2]!, held, (file) => {
      file.previous = null;
    });
    expect(said.join()).toContain(`the statement of epoch ${epochs[0]} names 0x`);
  });

  test('a cut at another time than the chain was told', async () => {
    const [epoch = 0] = epochs;
    const chain = {
      ...work.chain,
      epoch: async (asked: number) => {
        const found = await work.chain.epoch(asked);
        return found && { ...found, cut: found.cut + 1 };
      },
    };
    const { faults } = await verifyEpoch({ ...work, chain }, epoch);
    expect(faults).toEqual([
      { where: 'cut', detail: expect.stringMatching(/^the statement has \d+, the chain/) },
    ]);
  });

  test('a settled label that is settled again', async () => {
    const first = await work.files.statement(epochs[0]!, (await work.chain.epoch(epochs[0]!))!.statementHash);
    const before = await work.files.campaignFile(entryOf(first, held.campaign).file);
    const said = await saidOf(epochs[2]!, held, (file) => {
      const row = file.rows.find(({ number, index }) => number === before.rows[0]?.number && index === 0);
      if (row?.state !== 'paid') throw new Error('not settled');
      row.posterior.tone! -= 1;
    });
    expect(said).toContainEqual('label 0/0: it says something else of its task than before');
  });

  test('a truth that was committed to and that the labels before it do not say', async () => {
    const { statementHash } = (await work.chain.epoch(epochs[0]!))!;
    const { file: hash } = entryOf(await work.files.statement(epochs[0]!, statementHash), judged.campaign);
    const first = structuredClone(await work.files.campaignFile(hash));
    let expected = '';
    const said = await saidOf(
      epochs[1]!,
      judged,
      ({ golds }) => {
        const gold = golds.opened[0]!;
        const before = goldHash(gold);
        gold.truth = { tone: { kind: 'choice', chosen: ['flat'] } };
        if (goldHash(gold) === before) gold.truth = { tone: { kind: 'choice', chosen: ['up'] } };
        first.golds.committed = first.golds.committed.map((one) => (one === before ? goldHash(gold) : one));
        expected = `gold ${gold.ref}: the labels before it say`;
      },
      new Map([[hash, first]]),
    );
    expect(said.filter((line) => line.startsWith(expected))).not.toEqual([]);
  });

  const roots: [what: string, (statement: Statement) => string][] = [
    [
      'a reward that grew by more',
      (statement) => {
        statement.rewards[0]![2] = `${BigInt(statement.rewards[0]![2]) + 1n}`;
        return 'rewardRoot';
      },
    ],
    [
      'a reward that is gone',
      (statement) => {
        statement.rewards = statement.rewards.filter(([payTo]) => payTo !== firstPayTo);
        return `reward ${firstPayTo}: it is gone`;
      },
    ],
    [
      'an open leaf',
      (statement) => {
        statement.openLeaves[0] = altered(statement.openLeaves[0]!);
        return 'openRoot';
      },
    ],
    [
      'an entry’s credit',
      (statement) => {
        entryOf(statement, judged.campaign).credit = '1';
        return `entry ${judged.campaign}: its credit is 1`;
      },
    ],
    [
      'an entry that is left out',
      (statement) => {
        statement.entries = statement.entries.filter((one) => one !== statement.entries.find(changesChain));
        return 'entries';
      },
    ],
    [
      'the batches’ root',
      (statement) => {
        statement.batchesRoot = altered(statement.batchesRoot);
        return 'batchesRoot';
      },
    ],
  ];
  test.each(roots)('%s', async (_, lie) => {
    const { statementHash } = (await work.chain.epoch(epochs[1]!))!;
    const statement = structuredClone(await work.files.statement(epochs[1]!, statementHash));
    const expected = lie(statement);
    const files = {
      ...work.files,
      statement: async (epoch: number, hash: Hex) =>
        hash === statementHash ? statement : work.files.statement(epoch, hash),
    };
    const { faults, campaigns } = await verifyEpoch({ ...work, files }, epochs[1]!);
    const said = [...faults, ...campaigns.flatMap((one) => one.faults)].map(
      ({ where, detail }) => `${where}: ${detail}`,
    );
    expect(said.filter((line) => line.startsWith(expected))).not.toEqual([]);
  });
});
