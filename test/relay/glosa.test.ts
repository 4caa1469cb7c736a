import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { parse } from 'csv-parse/sync';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import { exportedLabel, exportedTruth, exportFormats } from '../../lib/protocol/api/export.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { lower, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { createApp } from '../../relay/app/app.ts';
import { currentMark, markText } from '../../relay/export/mark.ts';
import { makeTempFolder } from '../stand/temp.ts';
import { askDuckDb } from '../unit/formats/duckdb.ts';
import { expandAnnotations } from '../unit/formats/expand-annotations.ts';
import { readsLabelStudio } from '../unit/formats/reads-label-studio.ts';
import { article, makeLabel, makeLabeler, type Opened } from './labeler.ts';
import { ended, environmentOf, type Program, runProgram, urlOf } from './program.ts';
import { onChain } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

const glosa = new URL('../../relay/bin/glosa.ts', import.meta.url).pathname;

let scene: Scene;
let relay: Program;
let url: string;
let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  [scene, folder] = [await makeScene(), await makeTempFolder('glosa')];
  relay = runProgram(environmentOf(scene.config, { PUBLIC_URL: '' }));
  url = await urlOf(relay);
  const wallet = scene.walletOf(scene.keys.requester);
  const hash = await wallet.writeContract({
    address: scene.token,
    abi: testTokenAbi,
    functionName: 'mint',
    args: [wallet.account.address, 1_000_000_000n],
  });
  await scene.publicClient.waitForTransactionReceipt({ hash });
});
afterAll(async () => {
  relay.child.kill();
  await ended(relay);
  await Promise.all([scene.stop(), folder.stop()]);
});

/** The program as a person runs it. */
function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [glosa, ...args], {
    cwd: folder.dir,
    env: { PATH: process.env.PATH ?? '', GLOSA_KEY: scene.keys.requester, GLOSA_RELAY: url, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    said.err += String(chunk);
  });
  return { child, said };
}

async function run(args: string[], env: Record<string, string> = {}) {
  const { child, said } = start(args, env);
  const [code] = await once(child, 'close');
  return { code, ...said };
}

const path = (name: string) => join(folder.dir, name);
const textOf = (name: string) => readFile(path(name), 'utf8');

/** Terms as a requester writes them: what follows from relay and key is left out. */
async function writeDraft(name: string, given: Record<string, unknown> = {}): Promise<void> {
  const { version, requester, chainId, escrow, opens, ...rest } = scene.termsWith();
  await writeFile(path(name), JSON.stringify({ ...rest, token: 'tUSD', ...given }));
}

async function opened(termsFile: string): Promise<Opened> {
  const { campaign, terms } = JSON.parse(await textOf(termsFile.replace('.json', '.glosa.json')));
  return { campaign, terms };
}

describe('a requester without a console', () => {
  test('from terms to a funded campaign to a dataset that others open', async () => {
    const three = {
      redundancy: { min: 3, max: 3 },
      stopConfidence: 900_000,
      hold: { scored: 0, golds: 0 },
      pay: 'flat',
    };
    await writeDraft('news.json', { policy: three });
    const dry = await run([
      'campaign',
      'create',
      'news.json',
      '--tasks',
      '10',
      '--seconds',
      '20',
      '--dry-run',
    ]);
    expect([dry.code, dry.out]).toEqual([0, '']);
    expect(dry.err).toContain('a label   0.02 tUSD');
    expect(dry.err).toContain('an hour   3.6 tUSD, at 20 seconds a label');
    expect(dry.err).toContain('10 tasks  up to 0.631578 tUSD');
    await writeFile(path('pages.csv'), `url\n${article(1)}\n${article(2)}&utm=x\n${article(1)}\n`);
    const listed = await run(['campaign', 'create', 'news.json', '--list', 'pages.csv', '--dry-run']);
    expect(listed.err).toContain('2 tasks  up to');
    await writeFile(path('pages.csv'), Buffer.from([0x75, 0xe9]));
    const odd = await run(['campaign', 'create', 'news.json', '--list', 'pages.csv', '--dry-run']);
    expect([odd.code, odd.err]).toEqual([1, expect.stringContaining('it is not UTF-8')]);
    const refused = await run(['campaign', 'create', 'news.json', '--tasks', '10']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('Nobody is there to say yes')]);

    const made = await run(['campaign', 'create', 'news.json', '--tasks', '10', '--yes']);
    expect([made.code, made.err]).toEqual([0, expect.stringContaining('the relay lists it')]);
    const campaign = await opened('news.json');
    expect(made.out.trim()).toBe(campaign.campaign);
    expect(await onChain(scene, campaign.campaign)).toMatchObject({ deposited: 631_578n });
    const again = await run(['campaign', 'create', 'news.json', '--tasks', '10', '--yes']);
    expect([again.code, again.out.trim()]).toEqual([0, campaign.campaign]);
    const more = await run(['campaign', 'fund', 'news.json', '--amount', '1.5', '-y']);
    expect([more.code, more.err]).toEqual([0, expect.stringContaining('1.5 tUSD added')]);
    expect(await onChain(scene, campaign.campaign)).toMatchObject({ deposited: 2_131_578n });

    for (const chosen of ['up', 'up', 'down']) {
      const labeler = makeLabeler(scene);
      await labeler.join(campaign);
      const labels = Array.from({ length: 8 }, (_, n) =>
        makeLabel(campaign.campaign, article(n), chosen, n === 3 ? { rationale: '=1+1, "so"\nthere' } : {}),
      );
      await labeler.send(campaign, labels);
    }
    await scene.closeEpoch();

    const progress = await run(['campaign', 'progress', 'news.json']);
    expect(progress.out).toContain('settled: 24 paid, 0 rejected of 24 received; 0 refused');
    expect(progress.out).toContain('up: 16 labels, 8 tasks');
    expect(progress.out).toMatch(/most contested tasks.*\n +67 % of 3 labels: https:/);
    const json = await run(['campaign', 'progress', campaign.campaign, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ tasks: { settled: 8, open: 0 }, labels: { paid: 24 } });

    for (const format of exportFormats) {
      const { code, err } = await run([
        'campaign',
        'export',
        'news.json',
        '-f',
        format,
        '-o',
        `out.${format}`,
      ]);
      expect([format, code, err.includes('Error')]).toEqual([format, 0, false]);
    }
    const lines = (text: string) => text.split('\n').slice(0, -1);
    const labels = lines(await textOf('out.jsonl')).map((line) => JSON.parse(line));
    expect(labels.map((label) => parseJson(exportedLabel, JSON.stringify(label)).ok)).toEqual(
      Array(24).fill(true),
    );
    const truths = lines(await textOf('out.truth-jsonl'));
    expect(truths.map((line) => parseJson(exportedTruth, line).ok)).toEqual(Array(8).fill(true));

    const records: Record<string, string>[] = parse(await textOf('out.csv'), { columns: true });
    expect(records.map(({ leaf }) => leaf)).toEqual(labels.map(({ leaf }) => leaf));
    expect(records.filter(({ rationale }) => rationale === '=1+1, "so"\nthere')).toHaveLength(3);
    expect(lines(await textOf('out.csv.side-car.jsonl'))).toHaveLength(24);
    expect(JSON.parse(await textOf('out.csv.losses.json')).losses).toMatchObject([
      { field: 'salts', kept: 'csv-side-car' },
      { field: 'target.places' },
      { field: 'target.textModel', kept: 'csv-side-car' },
    ]);

    const counted = await askDuckDb(
      { 'a.csv': await textOf('out.csv'), 'a.jsonl': await textOf('out.jsonl') },
      `select c."answer.tone", count(*)::int from read_csv('FILE:a.csv') c join read_json('FILE:a.jsonl') j using (leaf)
       where j.state = 'paid' group by 1 order by 1`,
    );
    expect(counted).toEqual([
      ['down', 8],
      ['up', 16],
    ]);

    const tasks = JSON.parse(await textOf('out.label-studio'));
    expect([readsLabelStudio(tasks), readsLabelStudio.errors]).toEqual([true, null]);
    expect(tasks.map(({ annotations }: { annotations: object[] }) => annotations.length)).toEqual(
      Array(8).fill(3),
    );

    const expanded = await expandAnnotations(JSON.parse(await textOf('out.web-annotation')));
    expect(JSON.stringify(expanded).match(/"http:\/\/www\.w3\.org\/ns\/oa#Annotation"/g)).toHaveLength(24);

    const safe = await run(['campaign', 'export', 'news.json', '-f', 'csv', '--safe', '-o', 'safe.csv']);
    expect(safe.code).toBe(0);
    expect(await textOf('safe.csv')).toContain(`"'=1+1, ""so""`);
  });

  test('a download that is killed again and again ends as the very file that an unbroken one is', async () => {
    const campaign = await scene.openCampaign({}, 10n ** 10n);
    const labeler = makeLabeler(scene);
    await labeler.join(campaign);
    const filler = 'x'.repeat(1900);
    for (let batch = 0; batch < 30; batch++)
      await labeler.send(
        campaign,
        Array.from({ length: 200 }, (_, n) =>
          makeLabel(campaign.campaign, article(`${batch}-${n}`), 'up', {
            rationale: `${filler}${batch}-${n}`,
          }),
        ),
      );
    await scene.closeEpoch();
    const args = ['campaign', 'export', campaign.campaign, '--format', 'web-annotation'];
    expect((await run([...args, '-o', 'whole.jsonld'])).code).toBe(0);
    const whole = await readFile(path('whole.jsonld'));
    expect(whole.length).toBeGreaterThan(20_000_000);
    let cuts = 0;
    for (let want = 1_000_000; cuts < 4; want += 4_000_000) {
      const { child } = start([...args, '-o', 'cut.jsonld']);
      const size = async () => (await readFile(path('cut.jsonld.part')).catch(() => Buffer.alloc(0))).length;
      while (child.exitCode === null && (await size()) < want)
        await new Promise((tick) => setTimeout(tick, 2));
      if (child.exitCode !== null) break;
      child.kill('SIGKILL');
      await once(child, 'close');
      cuts += 1;
    }
    expect(cuts).toBeGreaterThan(0);
    const rest = await run([...args, '-o', 'cut.jsonld']);
    expect([rest.code, rest.err]).toEqual([
      0,
      expect.stringContaining('going on with cut.jsonld.part at byte'),
    ]);
    expect((await readFile(path('cut.jsonld'))).equals(whole)).toBe(true);

    const note = {
      asked: JSON.stringify({ relay: url, campaign: campaign.campaign, format: 'web-annotation' }),
    };
    const { epoch, number } = await currentMark(scene.context, campaign.campaign);
    const at = markText({ epoch, number });
    await writeFile(path('both.jsonld.part'), whole.subarray(0, 1000));
    await writeFile(path('both.jsonld.part.json'), JSON.stringify({ ...note, at }));
    const both = [1, 2].map(() => run([...args, '-o', 'both.jsonld']));
    expect((await Promise.all(both)).map(({ code }) => code)).toContain(0);
    expect((await readFile(path('both.jsonld'))).equals(whole)).toBe(true);

    await writeFile(path('old.jsonld.part'), 'of another version');
    await writeFile(path('old.jsonld.part.json'), JSON.stringify({ ...note, at: '0.1.1' }));
    const anew = await run([...args, '-o', 'old.jsonld']);
    expect([anew.code, anew.err]).toEqual([0, expect.stringContaining('Beginning anew')]);
    expect((await readFile(path('old.jsonld'))).equals(whole)).toBe(true);
  });

  test('an opening that is under way is waited for: with another deposit no second campaign is opened', async () => {
    await writeDraft('under-way.json');
    const create = (deposit: string) => [
      'campaign',
      'create',
      'under-way.json',
      '--deposit',
      deposit,
      '--yes',
    ];
    const opening = {
      address: scene.config.ESCROW,
      abi: campaignEscrowAbi,
      eventName: 'Opened',
      fromBlock: 0n,
    } as const;
    const openings = async () => (await scene.publicClient.getContractEvents(opening)).length;
    const node = (method: string, ...params: unknown[]) =>
      scene.publicClient.request({ method, params } as never);
    const account = privateKeyToAccount(scene.keys.requester).address.toLowerCase();
    const isSent = async () => {
      const { pending } = (await node('txpool_content')) as { pending: Record<string, object> };
      return Object.keys(pending).some((sender) => sender.toLowerCase() === account);
    };
    const until = async (is: () => boolean | Promise<boolean>) => {
      while (!(await is())) await new Promise((tick) => setTimeout(tick, 5));
    };
    const before = await openings();
    await node('evm_setAutomine', false);
    const first = start(create('7'));
    await until(isSent);
    await node('evm_mine');
    await until(() => first.said.err.includes('opening the campaign'));
    await until(isSent);
    first.child.kill('SIGKILL');
    await once(first.child, 'close');
    const second = start(create('8'));
    await until(
      () => second.child.exitCode !== null || /waiting for|letting the|opening/.test(second.said.err),
    );
    await node('evm_setAutomine', true);
    await node('evm_mine');
    const [code] = await once(second.child, 'close');
    expect([code, second.said.err]).toEqual([0, expect.stringContaining('waiting for the transaction')]);
    expect(second.said.err).toContain('It was opened with 7 tUSD');
    expect(await openings()).toBe(before + 1);
  });

  test('a create that is killed anywhere goes on, and money moves once', async () => {
    await writeDraft('killed.json');
    const args = ['campaign', 'create', 'killed.json', '--deposit', '7', '--yes'];
    for (const after of ['letting the escrow', 'opening the campaign', 'stands on chain']) {
      const { child, said } = start(args);
      while (child.exitCode === null && !said.err.includes(after))
        await new Promise((tick) => setTimeout(tick, 1));
      child.kill('SIGKILL');
      await once(child, 'close').catch(() => {});
    }
    expect((await run(args)).code).toBe(0);
    const { campaign } = await opened('killed.json');
    expect(await onChain(scene, campaign)).toMatchObject({ deposited: 7_000_000n, state: 1 });
    const logs = await scene.publicClient.getLogs({ address: scene.config.ESCROW, fromBlock: 0n });
    const own = logs.filter(({ topics }) => (topics as string[])[1] === campaign);
    expect(own).toHaveLength(1);
  });
});

/** A relay of before there were lists of tasks: there is nothing at their address. */
async function startRelayOfBefore() {
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => app.fetch(new Request(request.url.replace(/\/tasks$/, '/none'), request)),
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const at = `http://127.0.0.1:${port}`;
  const app = createApp({ ...scene.context, publicUrl: at });
  return { url: at, stop: () => new Promise((closed) => server.close(closed)) };
}

test('at a relay that has no lists of tasks, progress is all the rest', async () => {
  const { campaign } = await scene.openCampaign();
  const before = await startRelayOfBefore();
  const args = ['campaign', 'progress', campaign];
  const { code, out, err } = await run(args, { GLOSA_RELAY: before.url });
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(`${campaign} is active`);
  expect(out).not.toContain('tasks, by');
  const json = JSON.parse((await run([...args, '--json'], { GLOSA_RELAY: before.url })).out);
  expect(json).toMatchObject({ campaign, labels: { received: 0 } });
  expect(json).not.toHaveProperty('slowest');
  await before.stop();
  const now = JSON.parse((await run([...args, '--json'])).out);
  expect(now).toMatchObject({ campaign, slowest: [], contested: [] });
});

describe('answers that the requester knows', () => {
  const policy = {
    redundancy: { min: 3, max: 5 },
    stopConfidence: 900_000,
    hold: { scored: 0, golds: 0 },
    pay: 'better-than-guess',
  };
  const create = (...more: string[]) => run(['campaign', 'create', 'known.json', ...more]);

  test('come with the list; the terms are bound to them before any label, the relay has them, and the cost says enough or not', async () => {
    await writeDraft('known.json', { policy });
    const lines = Array.from({ length: 12 }, (_, n) => `${article(n)},${n < 2 ? 'Up' : ''}`);
    await writeFile(path('known.csv'), ['url,answer', ...lines].join('\n'));
    const dry = await create('--list', 'known.csv', '--dry-run');
    expect(dry.err).toContain('about 1 tasks, and 2 whose answer you know: up to 2 labels more, 0.04 tUSD');
    expect(dry.err).toContain('golds for 0 labelers only');
    const made = await create('--list', 'known.csv', '--yes');
    expect([made.code, made.err]).toEqual([0, expect.stringContaining('the relay lists it')]);
    const { campaign, terms } = await opened('known.json');
    expect(terms.golds?.count).toBe(2);
    const db = scene.context.db;
    const kept = await db.selectFrom('given_golds').selectAll().where('campaign', '=', campaign).execute();
    expect(kept.map(({ truth }) => truth)).toEqual(
      Array(2).fill('{"tone":{"chosen":["up"],"kind":"choice"}}'),
    );
    const { golds } = JSON.parse(await textOf('known.glosa.json'));
    const row = await db
      .selectFrom('campaigns')
      .select('secret')
      .where('campaign', '=', campaign)
      .executeTakeFirstOrThrow();
    expect(row.secret).toBe(golds.secret);
    expect(await (await scene.app.request('/v1/campaigns')).text()).not.toContain(golds.secret.slice(2));
  });

  test('for patterns from a file of their own; a create that begins anew with another deposit keeps them', async () => {
    await writeDraft('more.json', { policy });
    await writeFile(path('golds.csv'), `url,gold\n${article(1)},up\n${article(2)},down\n`);
    const poor = ['campaign', 'create', 'more.json', '--golds', 'golds.csv', '--yes', '--deposit'];
    expect((await run([...poor, '999999'])).code).toBe(1);
    expect((await run([...poor, '1'])).code).toBe(0);
    expect((await opened('more.json')).terms.golds?.count).toBe(2);
  });

  test.each([
    ['another page', `url,answer\nhttps://other.example/,up\n`, /not about this page: https:\/\/other/],
    ['another answer', `url,answer\n${article(1)},left\n`, /is called left/],
    ['no answer at all', `url\n${article(1)}\n`, /no column or field is called answer/],
  ])('%s is refused before money moves', async (_, text, because) => {
    await writeDraft('odd.json', { policy });
    await writeFile(path('odd.csv'), text);
    const { code, err } = await run([
      'campaign',
      'create',
      'odd.json',
      '--golds',
      'odd.csv',
      '--deposit',
      '1',
      '-y',
    ]);
    expect([code, err]).toEqual([1, expect.stringMatching(because)]);
  });
});

describe('bad sense is said before money moves', () => {
  test.each<[string, Record<string, unknown>, string[], RegExp]>([
    ['all sites', { universe: { kind: 'pattern', patterns: ['https://*/*'] } }, [], /means all sites/],
    ['closed already', { opens: 1_700_000_000, closes: 1_700_100_000 }, [], /closes: that is in the past/],
    ['too little', {}, ['--deposit', '0.01'], /does not pay for one task/],
    ['runs dry', {}, ['--deposit', '0.5', '--tasks', '100'], /does not pay for 100 tasks/],
    ['another token', { token: `0x${'9'.repeat(40)}` }, [], /does not pay in the token/],
    ['no such field', { prize: '1' }, [], /prize|Invalid key/],
    ['another requester', { requester: `0x${'9'.repeat(40)}` }, [], /name 0x9{40} as requester/],
    ['a cheap label', { price: '1' }, [], /price: must be at least 10000/],
  ])('%s', async (_, given, more, because) => {
    await writeDraft('bad.json', given);
    const before = await scene.publicClient.getBlockNumber({ cacheTime: 0 });
    const deposit = more.includes('--deposit') ? [] : ['--deposit', '5'];
    const { code, err } = await run(['campaign', 'create', 'bad.json', '--yes', ...deposit, ...more]);
    expect([code, err]).toEqual([1, expect.stringMatching(because)]);
    expect(await scene.publicClient.getBlockNumber({ cacheTime: 0 })).toBe(before);
  });

  test('a funded campaign’s terms do not change under it', async () => {
    await writeDraft('once.json');
    expect((await run(['campaign', 'create', 'once.json', '--deposit', '1', '-y'])).code).toBe(0);
    await writeDraft('once.json', { title: 'Another' });
    const { code, err } = await run(['campaign', 'create', 'once.json', '--deposit', '1', '-y']);
    expect([code, err]).toEqual([1, expect.stringContaining('has changed since its campaign was funded')]);
  });

  test('more than the account has', async () => {
    await writeDraft('rich.json');
    const { code, err } = await run(['campaign', 'create', 'rich.json', '--deposit', '999999', '-y']);
    expect([code, err]).toEqual([1, expect.stringContaining('are wanted')]);
  });
});

describe('what is typed wrong', () => {
  test.each<[string[], Record<string, string>, number, RegExp]>([
    [[], {}, 2, /Say what to do/],
    [['campaign', 'progress', `0x${'1'.repeat(64)}`], { GLOSA_RELAY: '' }, 2, /Say which relay/],
    [['campaign'], {}, 2, /Unknown: campaign/],
    [['campaign', 'destroy', 'x'], {}, 2, /Unknown: campaign destroy x/],
    [['campaign', 'create'], {}, 2, /which file/],
    [['campaign', 'create', 'x', '--key', '0x1'], {}, 2, /--key/],
    [['campaign', 'export', 'x', '--format', 'pdf'], {}, 2, /pdf is none of/],
    [['campaign', 'create', 'nowhere.json'], {}, 1, /nowhere.json can not be read/],
    [['campaign', 'progress', 'nowhere.json'], {}, 1, /begin with glosa campaign create/],
    [['campaign', 'progress', `0x${'1'.repeat(64)}`], { GLOSA_KEY: '' }, 1, /No key/],
    [['campaign', 'progress', `0x${'1'.repeat(64)}`], { GLOSA_KEY: 'secret-typo' }, 1, /no private key/],
    [
      ['campaign', 'progress', `0x${'1'.repeat(64)}`],
      { GLOSA_RELAY: 'http://relay.example' },
      2,
      /no address/,
    ],
    [
      ['campaign', 'progress', `0x${'1'.repeat(64)}`],
      { GLOSA_RELAY: 'http://127.0.0.1:1' },
      1,
      /does not answer/,
    ],
  ])('%j', async (args, env, code, because) => {
    const ran = await run(args, env);
    expect([ran.code, ran.err, ran.out]).toEqual([code, expect.stringMatching(because), '']);
    expect(ran.err).not.toContain('secret-typo');
    expect(ran.err).not.toMatch(/\n {4}at /);
  });

  test('a file that can not be written is named, and what to do', async () => {
    const { campaign } = await scene.openCampaign();
    await mkdir(path('folder'));
    for (const [out, because] of [
      ['nowhere/x.jsonl', 'no folder for it'],
      ['folder', 'folder is a folder: name a file'],
    ] as const) {
      const { code, err } = await run(['campaign', 'export', campaign, '-o', out]);
      expect([code, err]).toEqual([1, expect.stringContaining(because)]);
      expect(err).not.toMatch(/\n {4}at /);
    }
  });

  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['is another site', (response) => void response.end('<!doctype html><p>Hello'), /no relay's/],
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{');
        setTimeout(() => response.destroy(), 20);
      },
      /broke off/,
    ],
  ])('a relay that %s', async (_, answer, because) => {
    const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = `http://127.0.0.1:${Object(server.address()).port}`;
    const { code, err } = await run(['campaign', 'progress', `0x${'1'.repeat(64)}`], { GLOSA_RELAY: at });
    server.closeAllConnections();
    server.close();
    expect([code, err]).toEqual([1, expect.stringMatching(because)]);
    expect(err).not.toMatch(/\n {4}at /);
  });

  test('whoever reads and goes ends a watch, without a word', async () => {
    const { campaign } = await scene.openCampaign();
    const { child, said } = start(['campaign', 'progress', campaign, '--watch']);
    while (!said.out.includes('is active')) await new Promise((tick) => setTimeout(tick, 20));
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect([code, said.err]).toEqual([0, '']);
  });

  test('a watch goes on when its relay was away', async () => {
    const { campaign } = await scene.openCampaign();
    const first = runProgram(environmentOf(scene.config, { PUBLIC_URL: '' }));
    const GLOSA_RELAY = await urlOf(first);
    const { child, said } = start(['campaign', 'progress', campaign, '--watch', '--json'], { GLOSA_RELAY });
    const lines = () => said.out.split('\n').filter((line) => line.includes(campaign)).length;
    await expect.poll(lines, { timeout: 60_000 }).toBe(1);
    first.child.kill();
    await ended(first);
    await expect.poll(() => said.err, { timeout: 60_000 }).toContain('Looking again.');
    const { port: PORT } = new URL(GLOSA_RELAY);
    const second = runProgram(environmentOf(scene.config, { PUBLIC_URL: '', PORT }));
    await expect.poll(lines, { timeout: 60_000 }).toBe(2);
    for (const one of [child, second.child]) one.kill();
    await ended(second);
  });

  test('somebody else’s campaign is refused, and --help helps', async () => {
    const { campaign } = await scene.openCampaign();
    const mine = await scene.openCampaign({
      requester: lower(privateKeyToAccount(scene.keys.guardian).address),
    });
    expect(mine.campaign).not.toBe(campaign);
    const stranger = await run(['campaign', 'export', campaign], { GLOSA_KEY: scene.keys.guardian });
    expect([stranger.code, stranger.err]).toEqual([1, expect.stringContaining('not-requester')]);
    const helped = await run(['--help']);
    expect([helped.code, helped.err]).toEqual([0, '']);
    expect(helped.out).toContain('Examples');
  });

  test('labels that are shown stand in the terms and cost nothing; one that does not fit is refused before money moves', async () => {
    const shown = (n: number, chosen: string) => {
      const { target, body } = makeLabel(zero32, article(n), chosen);
      return { shows: 'good', target, body, note: 'Read on.' };
    };
    const universe = { kind: 'list', addresses: [article(1), article(2), article(3)] };
    await writeDraft('shown.json', { universe, examples: [shown(1, 'up')] });
    const dry = await run(['campaign', 'create', 'shown.json', '--dry-run']);
    expect([dry.code, dry.err]).toEqual([0, expect.stringContaining('2 tasks  up to')]);
    const made = await run(['campaign', 'create', 'shown.json', '--yes']);
    expect(made.code).toBe(0);
    expect((await opened('shown.json')).terms.examples).toEqual([shown(1, 'up')]);
    await writeDraft('unfit.json', { universe, examples: [shown(1, 'sideways')] });
    const refused = await run(['campaign', 'create', 'unfit.json', '--yes']);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('examples must answer all questions as they allow'),
    ]);
  });

  test('by npm run too a file is named from where it is typed', async () => {
    await writeDraft('here.json');
    const given = { npm_lifecycle_event: 'glosa', INIT_CWD: folder.dir, PATH: process.env.PATH };
    const options = { cwd: new URL('../../', import.meta.url), env: given };
    const child = spawn(process.execPath, [glosa, 'config', 'export', 'here.json'], options);
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
  });

  test('a labeling config comes in as questions, and goes out again', async () => {
    const config =
      '<View><Text name="t" value="$text"/><Header value="Tone?"/><Choices name="tone" toName="t"><Choice value="Up"/><Choice value="Down"/></Choices></View>';
    await writeFile(path('config.xml'), config);
    const { code, out } = await run(['config', 'import', 'config.xml']);
    expect(code).toBe(0);
    await writeDraft('asked.json', { questions: JSON.parse(out) });
    const back = await run(['config', 'export', 'asked.json']);
    await writeFile(path('back.xml'), back.out);
    expect(JSON.parse((await run(['config', 'import', 'back.xml'])).out)).toEqual(JSON.parse(out));
    await writeFile(path('bad.xml'), '<View><Rating name="r" toName="t"/></View>');
    const bad = await run(['config', 'import', 'bad.xml']);
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining('<Rating> is not read')]);
  });
});
