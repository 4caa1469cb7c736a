import { keccak256, stringToBytes } from 'viem/utils';
import type { ChainReader } from '../chain/reader.ts';
import { parseJson } from '../protocol/api/json.ts';
import { type DatasetFile, datasetFile } from '../protocol/ledger/dataset.ts';
import {
  type CampaignFile,
  campaignFile,
  type Statement,
  statement,
  statementVersion,
} from '../protocol/ledger/statement.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { type Terms, terms } from '../protocol/terms/terms.ts';
import { Expected } from '../storage/expected.ts';
import { laterVersion } from './later-version.ts';
import type { RelayClient } from './relay-client.ts';

const hashOf = (text: string): Hex => keccak256(stringToBytes(text));

/** The public files of an active epoch do not hash to what stands on chain, or can not be read. */
export class WrongEpoch extends Error {
  readonly epoch: number;
  /** The text that was served: what the alarm shows. */
  readonly served: string;
  constructor(epoch: number, detail: string, served: string) {
    super(detail);
    this.name = 'WrongEpoch';
    this.epoch = epoch;
    this.served = served;
  }
}

/** A file that hashes to what stands on chain, and that a relay of a later version may have written. */
const unreadable = (epoch: number, detail: string, text: string, own?: number): Error =>
  laterVersion(text, `epoch ${epoch}`, own) ?? new WrongEpoch(epoch, detail, text);

export interface Epoch {
  statement: Statement;
  /** The text that hashes to what stands on chain. */
  served: string;
}

/** An active epoch's statement, checked against the hash and the roots on chain. */
export async function readStatement(client: RelayClient, chain: ChainReader, epoch: number): Promise<Epoch> {
  const active = await chain.activated(epoch);
  if (active === undefined) throw new Expected('epoch-not-active', true, String(epoch));
  const text = await client.text(`/v1/epochs/${epoch}`);
  if (hashOf(text) !== active.statementHash)
    throw new WrongEpoch(
      epoch,
      `The statement served for epoch ${epoch} is not the one whose hash stands on chain.`,
      text,
    );
  const read = parseJson(statement, text);
  if (!read.ok)
    throw unreadable(
      epoch,
      `The statement of epoch ${epoch} can not be read: ${read.detail}.`,
      text,
      statementVersion,
    );
  const { rewardRoot, openRoot } = read.value;
  if (rewardRoot !== active.rewardRoot || openRoot !== active.openRoot || read.value.epoch !== epoch)
    throw new WrongEpoch(epoch, `The statement of epoch ${epoch} names other roots than the chain.`, text);
  return { statement: read.value, served: text };
}

/** Campaign files of an epoch; undefined for a campaign of which it says nothing. */
export type Files = ReadonlyMap<Hex, CampaignFile | undefined>;

/** A campaign's file of an epoch, checked against the hash in the statement; undefined when it has none. */
export async function readCampaignFile(
  client: RelayClient,
  { epoch, entries }: Statement,
  campaign: Hex,
): Promise<CampaignFile | undefined> {
  const entry = entries.find((candidate) => candidate.campaign === campaign);
  if (entry === undefined) return undefined;
  return readFile(client, epoch, campaign, { epoch, file: entry.file });
}

/** A file that another one names as the campaign's file before it. */
export const earlierFile = (
  client: RelayClient,
  { epoch, campaign }: CampaignFile,
  link: NonNullable<CampaignFile['previous']>,
): Promise<CampaignFile> => readFile(client, epoch, campaign, link);

/** @param named the epoch in which it is spoken of */
async function readFile(
  client: RelayClient,
  named: number,
  campaign: Hex,
  link: NonNullable<CampaignFile['previous']>,
): Promise<CampaignFile> {
  const text = await client.file(link.file);
  if (hashOf(text) !== link.file)
    throw new WrongEpoch(named, `A file of epoch ${named} is not the one that its statement names.`, text);
  const read = parseJson(campaignFile, text);
  if (!read.ok) throw unreadable(named, `A file of epoch ${named} can not be read: ${read.detail}.`, text);
  if (read.value.campaign !== campaign || read.value.epoch !== link.epoch)
    throw new WrongEpoch(named, `The file of a campaign in epoch ${named} is another's.`, text);
  return read.value;
}

/** The dataset that a final entry names. */
export async function readDataset(client: RelayClient, epoch: number, hash: Hex): Promise<DatasetFile> {
  const text = await client.file(hash);
  if (hashOf(text) !== hash)
    throw new WrongEpoch(epoch, `A dataset of epoch ${epoch} is not the one that its statement names.`, text);
  const read = parseJson(datasetFile, text);
  if (read.ok) return read.value;
  throw unreadable(epoch, `A dataset of epoch ${epoch} can not be read: ${read.detail}.`, text);
}

/** Terms that a batch names, by their hash. */
export async function readTerms(client: RelayClient, epoch: number, hash: Hex): Promise<Terms> {
  const text = await client.file(hash);
  const read = hashOf(text) === hash ? parseJson(terms, text) : undefined;
  if (read?.ok) return read.value;
  throw new WrongEpoch(epoch, `Terms that a batch of epoch ${epoch} names are not what is served.`, text);
}
