import { erc20Abi } from 'viem';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { termsHash } from '../../lib/protocol/signed/ids.ts';
import { Refusal } from './refusal.ts';
import { type RelayDoor, RelayRefusal } from './relay-door.ts';
import { type CampaignState, writeState } from './state.ts';
import { allowanceOf, balanceOf, campaignOnChain, sendOnce, timelockOf, type Wallet } from './wallet.ts';

const hour = 3600n;
const states = { none: 0, active: 1 } as const;

export interface Funding {
  wallet: Wallet;
  relay: RelayDoor;
  file: string;
  state: CampaignState;
  say(sentence: string): void;
  /** Milliseconds between two looks. */
  sleep(ms: number): Promise<void>;
}

/**
 * Whether the campaign stands on chain.
 * @throws Refusal when another stands there: whoever saw the salt before it was mined could take it
 */
export async function isOpen({ wallet, file, state: { terms, campaign } }: Funding): Promise<boolean> {
  const found = await campaignOnChain(wallet, terms.escrow, campaign);
  if (found.state === states.none) return false;
  if (found.termsHash !== termsHash(terms))
    throw new Refusal(`Under this salt other terms stand on chain. Remove ${file} and create it anew.`);
  return true;
}

/**
 * Approves, opens and tells the relay: each step looks first whether it is done, so a run after a kill goes on where the last
 * one was, and money moves once.
 * @throws Refusal
 */
export async function openOnChain(funding: Funding): Promise<void> {
  const { wallet, say } = funding;
  const { terms, deposit, salt } = funding.state;
  const amount = BigInt(deposit);
  if (!(await isOpen(funding))) {
    await approve(funding, amount);
    const closesAt = BigInt(terms.closes);
    const settleBy =
      closesAt + BigInt(terms.acceptByHours) * hour + 2n * (await timelockOf(wallet, terms.escrow));
    say('opening the campaign on chain');
    await sendOnce(
      wallet,
      {
        to: terms.escrow,
        abi: campaignEscrowAbi,
        functionName: 'open',
        args: [salt, terms.requester, terms.token, amount, termsHash(terms), closesAt, settleBy],
      },
      funding.state.open,
      (open) => keep(funding, { ...funding.state, open }),
    );
  }
  say('the campaign stands on chain');
  await list(funding);
}

/** The escrow may take so much, and the account has it. */
async function approve(funding: Funding, amount: bigint): Promise<void> {
  const { wallet, say } = funding;
  const { escrow, token } = funding.state.terms;
  const has = await balanceOf(wallet, token);
  if (has < amount)
    throw new Refusal(
      `The account ${wallet.account.address} has ${has} of the token’s smallest unit, and ${amount} are wanted.`,
    );
  if ((await allowanceOf(wallet, token, escrow)) >= amount) return;
  say('letting the escrow take the deposit');
  await sendOnce(
    wallet,
    { to: token, abi: erc20Abi, functionName: 'approve', args: [escrow, amount] },
    funding.state.approve,
    (signed) => keep(funding, { ...funding.state, approve: signed }),
  );
  // One that was sent before can have been for less, or be used up.
  if ((await allowanceOf(wallet, token, escrow)) < amount) {
    const { approve: _, ...rest } = funding.state;
    await keep(funding, rest);
    await approve(funding, amount);
  }
}

const toldOf = ({ salt, terms, golds }: CampaignState) => ({
  salt,
  terms,
  ...(golds === undefined ? {} : { golds }),
});

/** Tells the relay, which waits for its own number of blocks on top. */
async function list({ relay, state, say, sleep }: Funding): Promise<void> {
  for (let waited = 0; ; waited += 1) {
    try {
      await relay.ask('openCampaign', { body: toldOf(state) });
      return say('the relay lists it');
    } catch (error) {
      if (!(error instanceof RelayRefusal) || !error.retry || waited >= 600) throw error;
      if (waited === 0) say('waiting until the deposit is final for the relay');
      await sleep(1000);
    }
  }
}

/**
 * Adds to the deposit of an open campaign. One that a kill broke off is brought to its end first, and is then the one that was
 * asked for when the amounts are the same.
 * @throws Refusal
 */
export async function topUp(funding: Funding, amount: bigint): Promise<void> {
  const { wallet, say } = funding;
  const { terms, campaign } = funding.state;
  const { state } = await campaignOnChain(wallet, terms.escrow, campaign);
  if (state !== states.active) throw new Refusal('The campaign is over on chain: it takes no more money.');
  const last = funding.state.topUps.at(-1);
  const pending = last !== undefined && !last.done;
  if (!pending) {
    // The approval of another amount has been used.
    const { approve: _, ...rest } = funding.state;
    const topUps = [...rest.topUps, { amount: amount.toString(), done: false }];
    await keep(funding, { ...rest, topUps });
  }
  const at = funding.state.topUps.length - 1;
  const own = () => funding.state.topUps[at]!;
  const change = (given: Partial<ReturnType<typeof own>>) =>
    keep(funding, {
      ...funding.state,
      topUps: funding.state.topUps.map((one, place) => (place === at ? { ...one, ...given } : one)),
    });
  if (pending) say(`an earlier top-up of ${own().amount} was under way: bringing it to its end`);
  if (own().sent === undefined) await approve(funding, BigInt(own().amount));
  say('adding to the deposit');
  await sendOnce(
    wallet,
    {
      to: terms.escrow,
      abi: campaignEscrowAbi,
      functionName: 'topUp',
      args: [campaign, BigInt(own().amount)],
    },
    own().sent,
    (sent) => change({ sent }),
  );
  await change({ done: true });
  if (pending && own().amount !== amount.toString()) await topUp(funding, amount);
}

async function keep(funding: Funding, state: CampaignState): Promise<void> {
  await writeState(funding.file, state);
  funding.state = state;
}
