import { setTimeout as sleep } from 'node:timers/promises';
import { campaignEscrowAbi } from '../../../lib/protocol/abi/campaign-escrow.ts';
import { rewardDistributorAbi } from '../../../lib/protocol/abi/reward-distributor.ts';
import { testTokenAbi } from '../../../lib/protocol/abi/test-token.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { type Wallet, walletOf } from '../../stand/wallet.ts';
import { type Exported, patience } from './acts.ts';
import { rowsOf } from './moments.ts';
import { deposit, type Place } from './place.ts';
import type { Saved } from './run.ts';

export type Fault = { kind: 'lost' | 'doubled'; run: number | null; what: string };

const sum = (amounts: readonly (string | bigint | null)[]): bigint =>
  amounts.reduce<bigint>((total, amount) => total + BigInt(amount ?? 0), 0n);

const compare = (what: string, found: bigint, due: bigint): Fault[] =>
  found === due
    ? []
    : [{ kind: found < due ? 'lost' : 'doubled', run: null, what: `${what}: ${found}, not ${due}` }];

/** What the chain says, asked again while it is away: another device's run may have stopped it. */
async function readChain<T>(place: Place, read: (client: Wallet['publicClient']) => Promise<T>): Promise<T> {
  for (const end = Date.now() + patience; ; await sleep(100)) {
    try {
      return await read(walletOf(place.chain(), 'deployer').publicClient);
    } catch (failure) {
      if (Date.now() > end) throw failure;
    }
  }
}

/** Every label that was said to be saved is on the device and in the database, once, and paid. */
async function labelFaults(
  place: Place,
  account: Hex,
  saved: readonly Saved[],
  device: Exported,
): Promise<Fault[]> {
  const rows = await rowsOf<{ task: string; credit: string | null }>(
    place,
    `select '0x' || encode(task, 'hex') task, credit from labels
      where account = decode(substr($1, 3), 'hex') and state <> 'refused'`,
    [account],
  );
  return saved.flatMap(({ run, task }): Fault[] => {
    const own = device.labels.filter((one) => one.task === task);
    const kept = rows.filter((one) => one.task === task);
    const facts = `task ${task}: ${own.map(({ state, reason }) => `${state} ${reason?.code ?? ''}`)} on the device, ${kept.length} in the database`;
    if (own.length > 1 || kept.length > 1) return [{ kind: 'doubled', run, what: facts }];
    const queued = own[0]?.state === 'queued';
    const honoured = own[0]?.state === 'paid' && kept[0]?.credit === own[0].amount;
    return queued || honoured ? [] : [{ kind: 'lost', run, what: facts }];
  });
}

/** Every receipt says what the database says, and no two carry one label. */
async function receiptFaults(place: Place, account: Hex, { batches }: Exported): Promise<Fault[]> {
  const rows = await rowsOf<{ hash: string; number: string; epoch: number; pay_to: string; amount: string }>(
    place,
    'select hash, number, epoch, pay_to, amount from batches where account = $1',
    [account],
  );
  const faults = batches.flatMap(({ hash, answer, problem }): Fault[] => {
    const kept = rows.find((row) => row.hash === hash);
    const { number, epoch, payTo, amount } = answer?.receipt ?? {};
    const same =
      kept !== undefined &&
      Number(kept.number) === number &&
      kept.epoch === epoch &&
      kept.pay_to === payTo &&
      kept.amount === amount;
    const what = `batch ${hash}: ${JSON.stringify(answer?.receipt ?? problem)}, kept ${JSON.stringify(kept)}`;
    return same ? [] : [{ kind: 'lost', run: null, what }];
  });
  const more = rows.filter(({ hash }) => !batches.some((batch) => batch.hash === hash));
  return [
    ...faults,
    ...more.map(
      ({ hash }) => ({ kind: 'doubled', run: null, what: `batch ${hash} is not the device's` }) as const,
    ),
  ];
}

/** What a device's labels, receipts and money are, beside what database and chain have: nothing when all agree. */
export async function deviceFaults(
  place: Place,
  account: Hex,
  saved: readonly Saved[],
  device: Exported,
): Promise<Fault[]> {
  const { distributor, token } = place.contracts;
  const claimed = await readChain(place, (client) =>
    client.readContract({
      address: distributor,
      abi: rewardDistributorAbi,
      functionName: 'claimed',
      args: [account, token],
    }),
  );
  const held = await readChain(place, (client) =>
    client.readContract({
      address: token,
      abi: testTokenAbi,
      functionName: 'balanceOf',
      args: [account],
    }),
  );
  const paid = sum(device.labels.filter(({ state }) => state === 'paid').map(({ amount }) => amount));
  return [
    ...(await labelFaults(place, account, saved, device)),
    ...(await receiptFaults(place, account, device)),
    ...device.alarms.map(({ detail }) => ({ kind: 'lost', run: null, what: `alarm: ${detail}` }) as const),
    ...compare(`claimed by ${account}`, claimed, paid),
    ...compare(`tokens of ${account}`, held, paid),
  ];
}

/** Sums over all devices: what left the escrow is what was credited. */
export async function chainFaults(place: Place): Promise<Fault[]> {
  const { remaining } = await readChain(place, (client) =>
    client.readContract({
      address: place.contracts.escrow,
      abi: campaignEscrowAbi,
      functionName: 'campaign',
      args: [place.campaign.id],
    }),
  );
  const [row] = await rowsOf<{ credited: string; open: string }>(
    place,
    `select coalesce(sum(credit), 0)::text credited, count(*) filter (where state = 'received')::text open from labels`,
  );
  return [
    ...compare('released by the escrow', deposit - remaining, BigInt(row?.credited ?? 0)),
    ...compare('labels that wait for ever', BigInt(row?.open ?? 0), 0n),
  ];
}
