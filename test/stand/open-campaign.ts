import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import { opened } from '../../lib/protocol/api/campaigns.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { campaignId, termsHash } from '../../lib/protocol/signed/ids.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Chain } from './chain.ts';
import { localTimelock } from './contracts.ts';
import { StandError } from './stand-error.ts';
import { walletOf } from './wallet.ts';

export type OwnCampaign = { salt: Hex; terms: Terms };

const hour = 3600n;

/** Deposits test tokens for a campaign as its requester does; one that stands on chain already is left as it is. */
export async function fund(chain: Chain, { salt, terms }: OwnCampaign, deposit: bigint): Promise<void> {
  const { publicClient, walletClient } = walletOf(chain, 'requester');
  const escrow = { address: terms.escrow, abi: campaignEscrowAbi } as const;
  const token = { address: terms.token, abi: testTokenAbi } as const;
  const id = idOf({ salt, terms });
  const found = await publicClient.readContract({ ...escrow, functionName: 'campaign', args: [id] });
  if (found.state !== 0) return;
  const mined = async (hash: Hex) => {
    const { status } = await publicClient.waitForTransactionReceipt({ hash });
    if (status !== 'success') throw new StandError(`Transaction ${hash} failed.`, { retry: false });
  };
  const own = walletClient.account.address;
  // As much again is left for a campaign that somebody opens by hand.
  const minted = [own, 2n * deposit] as const;
  await mined(await walletClient.writeContract({ ...token, functionName: 'mint', args: minted }));
  await mined(
    await walletClient.writeContract({ ...token, functionName: 'approve', args: [terms.escrow, deposit] }),
  );
  const closesAt = BigInt(terms.closes);
  const settleBy = closesAt + BigInt(terms.acceptByHours) * hour + 2n * localTimelock;
  const opening = [salt, own, terms.token, deposit, termsHash(terms), closesAt, settleBy] as const;
  await mined(await walletClient.writeContract({ ...escrow, functionName: 'open', args: opening }));
}

/** Tells the relay of a funded campaign; telling it again changes nothing. */
export async function list(relayUrl: string, campaign: OwnCampaign): Promise<void> {
  const response = await fetch(`${relayUrl}${routes.openCampaign.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(campaign),
  });
  const text = await response.text();
  if (response.ok && parseJson(opened, text).ok) return;
  throw new StandError(`The relay does not list “${campaign.terms.title}”: ${text}`, { retry: true });
}

export const idOf = ({ salt, terms }: OwnCampaign): Hex =>
  campaignId(terms.chainId, terms.escrow, terms.requester, salt);
