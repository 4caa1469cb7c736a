import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { openCampaign } from '../../lib/protocol/api/campaigns.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { amountAboveZero } from '../../lib/protocol/scalar/amount.ts';
import { bytes32, type Hex } from '../../lib/protocol/scalar/hex.ts';
import { terms } from '../../lib/protocol/terms/terms.ts';
import { Refusal } from './refusal.ts';

const hexText = v.custom<Hex>((given) => typeof given === 'string' && /^0x[0-9a-f]+$/.test(given));

/** A transaction as it was signed, written down before it is sent: a repeat sends the same one. */
const signed = v.strictObject({ hash: bytes32, raw: hexText });

/**
 * How far a campaign is. The salt names it on chain, so that whatever is repeated is about the same campaign; what money does
 * is asked of the chain each time.
 */
const campaignState = v.strictObject({
  version: v.literal(1),
  relay: v.string(),
  campaign: bytes32,
  salt: bytes32,
  terms,
  /** What the relay is told with the terms, where they are bound to golds. */
  golds: openCampaign.entries.golds,
  /** SHA-256 of the file that the terms were made from. */
  draft: bytes32,
  deposit: amountAboveZero,
  /** The last transaction of each kind. */
  approve: v.optional(signed),
  open: v.optional(signed),
  /** Top-ups, each with its own transaction; without one it is not signed yet. */
  topUps: v.array(v.strictObject({ amount: amountAboveZero, done: v.boolean(), sent: v.optional(signed) })),
});

export type CampaignState = v.InferOutput<typeof campaignState>;
export type Signed = v.InferOutput<typeof signed>;

/** Beside the terms: `sentiment.json` has `sentiment.glosa.json`. */
export const stateFileOf = (termsFile: string): string => `${termsFile.replace(/\.json$/, '')}.glosa.json`;

/** @returns undefined when there is none yet */
export async function readState(file: string): Promise<CampaignState | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (Object(error).code === 'ENOENT') return undefined;
    throw new Refusal(`${file} can not be read.`, { cause: error });
  });
  if (text === undefined) return undefined;
  const read = parseJson(campaignState, text);
  if (!read.ok) throw new Refusal(`${file} is damaged or of another version: ${read.detail}.`);
  return read.value;
}

/** On disk before it returns; a kill leaves the old state or the new one. */
export async function writeState(file: string, state: CampaignState): Promise<void> {
  await writeDurably(file, `${JSON.stringify(state, null, 2)}\n`);
}

export async function writeDurably(file: string, text: string): Promise<void> {
  const half = `${file}.half`;
  const handle = await open(half, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(half, file);
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}
