import { checkEpoch, type Difference, type OwnReceipt } from '../audit/check-epoch.ts';
import type { ChainReader } from '../chain/reader.ts';
import type { CampaignFile, Statement } from '../protocol/ledger/statement.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { AlarmRecord, RelayRecord } from '../storage/records.ts';
import { raise } from './alarms.ts';
import { checkDatasets, ownDatasets } from './check-datasets.ts';
import { keepRows } from './keep-rows.ts';
import { ownReceipts } from './own-receipts.ts';
import { type Files, readCampaignFile, readStatement, WrongEpoch } from './read-epoch.ts';
import { type Histories, recompute } from './recompute.ts';
import type { RelayClient } from './relay-client.ts';
import type { Working } from './working.ts';

/**
 * Statements from the newest active one back to the last that was checked, oldest first. One that passes over an active epoch hides
 * what that has paid.
 */
async function unchecked(
  client: RelayClient,
  chain: ChainReader,
  newest: number,
  checked: number,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  for (let epoch = newest; epoch > checked; ) {
    const { statement, served } = await readStatement(client, chain, epoch);
    statements.unshift(statement);
    const before = statement.previous?.epoch ?? 0;
    if (before >= epoch)
      throw new WrongEpoch(epoch, `The statement of epoch ${epoch} does not lead back.`, served);
    for (let between = epoch - 1; between > before && between >= checked; between -= 1)
      if ((await chain.activated(between)) !== undefined)
        throw new WrongEpoch(
          epoch,
          `The statement of epoch ${epoch} passes over epoch ${between}, which is active.`,
          served,
        );
    epoch = before;
  }
  return statements;
}

async function ownFiles(
  client: RelayClient,
  statement: Statement,
  own: readonly OwnReceipt[],
): Promise<Files> {
  const files = new Map<Hex, CampaignFile | undefined>();
  for (const campaign of new Set(own.map(({ batch }) => batch.campaign)))
    files.set(campaign, await readCampaignFile(client, statement, campaign));
  return files;
}

/** One alarm per receipt and kind, with everything that proves it. The same again, in a later epoch, has the same id. */
function alarmsOf(
  differences: readonly Difference[],
  statement: Statement,
  own: readonly OwnReceipt[],
  files: Files,
  seenAt: number,
): AlarmRecord[] {
  const groups = Map.groupBy(differences, ({ kind, campaign, number }) => `${kind}:${campaign}:${number}`);
  return [...groups].flatMap(([name, [first, ...more]]) => {
    if (first === undefined) return [];
    const { kind, campaign, number } = first;
    const facts = [first, ...more].map(({ detail }) => detail).join('; ');
    const receipts = own.filter(({ receipt }) => receipt.campaign === campaign && receipt.number === number);
    return [
      {
        id: `${name}:${facts}`,
        kind,
        campaign,
        epoch: statement.epoch,
        detail: `Receipt ${number}, epoch ${statement.epoch}: ${facts}.`,
        seenAt,
        evidence: { receipts, statement, file: files.get(campaign) },
      },
    ];
  });
}

/**
 * Checks every statement that became active since the last time against the own receipts and the chain (P5), and takes
 * over what it says of the own labels. Differences become alarms with the files that prove them.
 *
 * @param newest the last active epoch on chain: the relay is not asked, it could hide one
 */
export async function checkEpochs(
  { store, client: clientOf, now }: Working,
  { url, checkedEpoch }: RelayRecord,
  chain: ChainReader,
  newest: number,
): Promise<void> {
  if (checkedEpoch === null) return;
  const db = await store.open();
  const client = clientOf(url);
  const histories: Histories = new Map();
  try {
    for (const statement of await unchecked(client, chain, newest, checkedEpoch)) {
      const own = await ownReceipts(db, url);
      const files = await ownFiles(client, statement, own);
      const { differences, ...said } = checkEpoch(statement, own, (campaign) => files.get(campaign));
      for (const alarm of alarmsOf(differences, statement, own, files, now())) await raise(db, alarm);
      const datasets = await ownDatasets(client, statement, own);
      const given = { files, datasets };
      for (const alarm of await recompute(db, client, histories, statement, given, now()))
        await raise(db, alarm);
      const { parts, alarms } = checkDatasets(datasets, statement, { own, rows: said.rows }, now());
      for (const alarm of alarms) await raise(db, alarm);
      await keepRows(db, url, statement, { ...said, parts });
    }
  } catch (error) {
    if (!(error instanceof WrongEpoch)) throw error;
    const { epoch, message, served } = error;
    await raise(db, {
      id: `wrong:${url}:${epoch}`,
      kind: 'wrong-root',
      campaign: null,
      epoch,
      detail: message,
      seenAt: now(),
      evidence: { relay: url, epoch, served },
    });
  }
}
