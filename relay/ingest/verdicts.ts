import type { Refusal } from '../../lib/protocol/label/refusal.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { isDrawn } from '../../lib/protocol/signed/lottery.ts';
import { isOfCampaign } from '../../lib/protocol/signed/of-campaign.ts';
import type { RefusedList } from '../../lib/protocol/signed/receipt.ts';
import { standsAsExample } from '../../lib/protocol/terms/example.ts';
import { fitsQuestions } from '../../lib/protocol/terms/fits.ts';
import { mustWait } from '../../lib/protocol/terms/newcomer.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { TakenLabel } from './checked.ts';
import type { TaskState, TaskStates } from './tasks.ts';

/** What stands in the way of a batch's labels, read under the campaign's row lock. */
export interface Situation {
  account: Hex;
  /** All that count as one with it: what one of them was offered is taken. */
  accounts: readonly Hex[];
  batchHash: Hex;
  terms: Terms;
  /** Of a label under the terms that the batch names. */
  price: bigint;
  free: bigint;
  /** What further appeals can be paid from. */
  appealReserve: bigint;
  /** Basis points of the tasks of which a label of this account is taken. */
  lotteryTaken: number;
  /** Received labels of an account of which none is judged; null for one that is known. */
  newcomer: number | null;
  /** Seconds since 1970, the relay's clock. */
  now: number;
  /** Takes in what is received. */
  tasks: TaskStates;
  keccak: Keccak;
}

export interface Verdicts {
  refused: RefusedList;
  duplicates: [index: number, batchHash: Hex][];
  /** Positions of the labels that are the last which their task takes. */
  filling: number[];
  /** Of labels of tasks that were opened again: their prices, and what was kept for them. */
  again: { paid: bigint; kept: bigint };
}

/** Which labels of a batch are refused, and why; the rest is received. Labels of one batch count one after the other. */
export function judge(
  labels: readonly TakenLabel[],
  areOfTask: readonly boolean[],
  situation: Situation,
): Verdicts {
  const { account, accounts, batchHash, terms, price, lotteryTaken, now, tasks, keccak } = situation;
  const most = terms.policy.redundancy.max;
  const verdicts: Verdicts = { refused: [], duplicates: [], filling: [], again: { paid: 0n, kept: 0n } };
  let { free, appealReserve, newcomer } = situation;

  const refusal = (
    label: TakenLabel,
    isOfTask: boolean,
    state: TaskState,
    earlier: Hex | undefined,
  ): Refusal | undefined => {
    if (now >= terms.closes) return 'closed';
    if (now < terms.opens) return 'not-open';
    if (!isOfTask || !isOfCampaign(terms, label.target, keccak)) return 'bad-task';
    if (!fitsQuestions(terms, label)) return 'bad-body';
    if (standsAsExample(terms, label.target)) return 'example';
    if (earlier !== undefined) return 'duplicate';
    if (!accounts.some((one) => isDrawn(lotteryTaken, one, label.task, keccak))) return 'not-drawn';
    if (state.isFull(most)) return 'task-full';
    if (newcomer !== null && mustWait(terms.policy, newcomer)) return 'newcomer';
    const left = state.again === null ? free : appealReserve + state.again.kept;
    return price > left ? 'budget-exhausted' : undefined;
  };

  labels.forEach((one, index) => {
    const state = tasks.of(one.task);
    const earlier = state.earlier(account);
    const code = refusal(one, areOfTask[index] === true, state, earlier);
    if (code === undefined) {
      if (state.again === null) free -= price;
      else {
        appealReserve -= price - state.again.kept;
        verdicts.again.paid += price;
        verdicts.again.kept += state.again.kept;
      }
      if (newcomer !== null) newcomer += 1;
      if (state.receive(account, batchHash) >= most) verdicts.filling.push(index);
      return;
    }
    verdicts.refused.push([index, code]);
    if (code === 'duplicate' && earlier !== undefined) verdicts.duplicates.push([index, earlier]);
  });
  return verdicts;
}
