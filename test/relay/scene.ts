import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import pg from 'pg';
import { createPublicClient, createWalletClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { anvil } from 'viem/chains';
import { deploy } from '../../contracts/deploy.ts';
import { giveGolds } from '../../lib/authoring/known.ts';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import type { GivenGolds } from '../../lib/protocol/api/campaigns.ts';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { campaignId, termsHash } from '../../lib/protocol/signed/ids.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { createApp } from '../../relay/app/app.ts';
import { type RelayConfig, readConfig } from '../../relay/config.ts';
import type { Context } from '../../relay/context.ts';
import { makeLog } from '../../relay/log.ts';
import { type OpenRelay, openRelay } from '../../relay/open.ts';
import { closeEpoch } from '../../relay/settlement/close-epoch.ts';
import { work } from '../../relay/work.ts';
import { startChain } from '../stand/chain.ts';
import { startDatabase } from '../stand/database.ts';
import { makeTempFolder } from '../stand/temp.ts';

export const day = 86_400;
export const relayUrl = 'https://relay.test';

/** A real database, chain, pair of contracts and relay, without a port for the relay. */
export interface Scene {
  app: Hono;
  context: Context;
  config: RelayConfig;
  token: Hex;
  /** Seconds that the relay's clock is ahead of the machine's. */
  skew: { seconds: number };
  /** Lines that the relay logged. */
  logged: string[];
  publicClient: ReturnType<typeof publicClientOf>;
  walletOf(key: Hex): ReturnType<typeof walletOf>;
  keys: { requester: Hex; guardian: Hex; deployer: Hex };
  /** @param known answers that its requester knows, by page */
  openCampaign(
    given?: Partial<Terms>,
    deposit?: bigint,
    known?: ReadonlyMap<string, Body>,
  ): Promise<{ campaign: Hex; terms: Terms; salt: Hex; golds: GivenGolds | undefined }>;
  termsWith(given?: Partial<Terms>): Terms;
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string }>;
  closeEpoch(): Promise<number>;
  /** A second relay process's view: its own pool on the same database and chain. */
  another(): Promise<OpenRelay>;
  /** An empty database on the same server. */
  emptyDatabase(): Promise<string>;
  stopWork(): Promise<void>;
  startWork(): void;
  stop(): Promise<void>;
}

const publicClientOf = (url: string) =>
  createPublicClient({ chain: anvil, transport: http(url), pollingInterval: 50, cacheTime: 0 });
const walletOf = (url: string, key: Hex) =>
  createWalletClient({ account: privateKeyToAccount(key), chain: anvil, transport: http(url) });

/** @param options seconds of the escrow's timelock, and settings of the database server */
export async function makeScene(
  options: { timelock?: number; settings?: readonly string[] } = {},
): Promise<Scene> {
  const folder = await makeTempFolder('relay');
  const [database, chain] = await Promise.all([
    startDatabase({ dir: folder.dir, say: () => {}, settings: options.settings ?? [] }),
    startChain({ say: () => {} }),
  ]);
  const publicClient = publicClientOf(chain.url);
  const wallet = walletOf(chain.url, chain.accounts.deployer.privateKey);
  const deployed = await deploy(
    { walletClient: wallet, publicClient },
    {
      relay: chain.accounts.relay.address,
      guardian: chain.accounts.guardian.address,
      timelock: BigInt(options.timelock ?? 1),
      silence: BigInt(14 * day),
      grace: BigInt(day),
      window: BigInt(30 * day),
      receiptKey: chain.accounts.receipt.address,
    },
  );
  const token = lower(deployed.token);
  const config = readConfig({
    DATABASE_URL: database.url,
    RPC_URL: chain.url,
    ESCROW: deployed.escrow,
    DISTRIBUTOR: deployed.distributor,
    RELAY_KEY: chain.accounts.relay.privateKey,
    RECEIPT_KEY: chain.accounts.receipt.privateKey,
    PUBLIC_URL: relayUrl,
    EPOCH_SECONDS: '0',
    CONFIRMATIONS: '0',
    POLL_MS: '30',
    CATALOGUE_SECONDS: '0',
    TOKENS: JSON.stringify([{ address: token, symbol: 'tUSD', decimals: 6 }]),
  });
  const skew = { seconds: 0 };
  const logged: string[] = [];
  const outside = {
    now: () => Math.floor(Date.now() / 1000) + skew.seconds,
    randomBytes,
    log: makeLog('debug', { write: (line: string) => void logged.push(line) }),
  };
  const open = () => openRelay(config, relayUrl, outside);
  const relay = await open();
  const others: OpenRelay[] = [];
  const app = createApp(relay.context);
  let stopping = new AbortController();
  let working: Promise<void> | undefined;

  const mined = async (hash: Hex) => publicClient.waitForTransactionReceipt({ hash });
  const requester = walletOf(chain.url, chain.accounts.requester.privateKey);
  const termsWith = (given: Partial<Terms> = {}): Terms => ({
    version: 1,
    title: 'Tone of news',
    instructions: 'Read the article. *Choose* the tone.',
    language: 'en',
    requester: lower(requester.account.address),
    chainId: chain.chainId,
    escrow: lower(deployed.escrow),
    token,
    price: '20000',
    questions: [
      {
        kind: 'choice',
        id: 'tone',
        ask: 'Which tone?',
        multiple: false,
        options: [
          { id: 'up', label: 'Up' },
          { id: 'down', label: 'Down' },
          { id: 'flat', label: 'Flat' },
        ],
      },
    ],
    targets: { unit: 'page' },
    universe: { kind: 'pattern', patterns: ['https://news.example/articles/*'] },
    keepParameters: ['id'],
    opens: outside.now() - 60,
    closes: outside.now() + 30 * day,
    acceptByHours: 48,
    labelersShare: 5000,
    audience: { languages: [] },
    policy: {
      redundancy: { min: 1, max: 1 },
      stopConfidence: 900_000,
      hold: { scored: 0, golds: 0 },
      pay: 'flat',
    },
    ...given,
  });
  const post: Scene['post'] = async (path, body, headers = {}) => {
    const response = await app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };

  return {
    app,
    context: relay.context,
    config,
    token,
    skew,
    logged,
    publicClient,
    walletOf: (key) => walletOf(chain.url, key),
    keys: {
      requester: chain.accounts.requester.privateKey,
      guardian: chain.accounts.guardian.privateKey,
      deployer: chain.accounts.deployer.privateKey,
    },
    termsWith,
    async openCampaign(given = {}, deposit = 10_000_000n, known = new Map()) {
      const plain = termsWith(given);
      const salt = bytesToHex(randomBytes(32));
      const campaign = campaignId(plain.chainId, plain.escrow, plain.requester, salt);
      const { terms, golds } = await giveGolds(plain, campaign, known, randomBytes);
      const escrow = config.ESCROW;
      await mined(
        await requester.writeContract({
          address: terms.token,
          abi: testTokenAbi,
          functionName: 'mint',
          args: [requester.account.address, deposit],
        }),
      );
      await mined(
        await requester.writeContract({
          address: terms.token,
          abi: testTokenAbi,
          functionName: 'approve',
          args: [escrow, deposit],
        }),
      );
      const settleBy = BigInt(terms.closes + terms.acceptByHours * 3600 + 7 * day);
      await mined(
        await requester.writeContract({
          address: escrow,
          abi: campaignEscrowAbi,
          functionName: 'open',
          args: [
            salt,
            terms.requester,
            terms.token,
            deposit,
            termsHash(terms),
            BigInt(terms.closes),
            settleBy,
          ],
        }),
      );
      const answer = await post('/v1/campaigns', { salt, terms, golds });
      if (answer.status !== 200) throw new Error(answer.text);
      return { campaign, terms, salt, golds };
    },
    post,
    closeEpoch: () => closeEpoch(relay.context.db, AbortSignal.timeout(30_000)),
    async another() {
      const other = await open();
      others.push(other);
      return other;
    },
    async emptyDatabase() {
      const name = `empty_${randomBytes(4).toString('hex')}`;
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const url = new URL(database.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    startWork() {
      stopping = new AbortController();
      working = work(relay.context, relay.account, config.POLL_MS, stopping.signal);
    },
    async stopWork() {
      stopping.abort();
      await working;
      working = undefined;
    },
    async stop() {
      stopping.abort();
      await working;
      await Promise.all([relay, ...others].map((one) => one.close()));
      await Promise.all([database.stop(), chain.stop()]);
      await folder.stop();
    },
  };
}
