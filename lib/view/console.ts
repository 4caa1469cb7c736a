import type { Fault } from '../authoring/fault.ts';
import type { PlanForm } from '../authoring/form.ts';
import type { GoldsCost } from '../authoring/golds.ts';
import type { Label } from '../protocol/label/label.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { Money } from './money.ts';
import type { SetView } from './question-set.ts';
import type { TaskListsView } from './tasks.ts';

/** What a requester has: campaigns being written, and campaigns with money. Times are milliseconds since 1970. */
export interface ConsoleView {
  /** The relay that new campaigns go to; null before one was pasted. */
  relay: { url: string; chainId: number } | null;
  /** The address that pays and is the requester. */
  account: Hex;
  /** Private question sets: they need no relay. */
  sets: readonly SetView[];
  plans: readonly PlanRow[];
  orders: readonly OrderView[];
}

export interface PlanRow {
  id: Hex;
  isPrivate: boolean;
  title: string;
  savedAt: number;
  /** What is still missing or wrong. */
  faults: number;
}

/** A campaign being written, with what follows from it. */
export interface PlanView {
  id: Hex;
  revision: number;
  savedAt: number;
  form: PlanForm;
  /** The private question set that it changes. */
  of?: Hex;
  faults: readonly Fault[];
  /** Tags of the languages whose readers are asked; none is everybody. */
  audience: readonly string[];
  /** In the terms: typed, or derived from the examples. */
  patterns: readonly string[];
  examples: readonly { address: string; matches: boolean }[];
  /** How many tasks the fixed list has. */
  listed: number;
  /** As they will be asked; options that have no words yet are left out. */
  questions: readonly Question[];
  /** The sites of its pages, as permission origins, once nothing is wrong with words and pages: where it is tried or labeled. */
  origins: readonly string[];
  /** Own labels of what is asked, newest first, which can be taken as examples. */
  labeled: readonly Pick<Label, 'target' | 'body'>[];
  price: Money | null;
  cost: CostView | null;
  /** What will be locked. */
  deposit: Money | null;
}

export interface CostView {
  tasks: string;
  labels: string;
  /** What labelers can be paid at most. */
  pay: Money;
  reserve: Money;
  /** The least deposit that pays all labels. */
  needed: Money;
  /** How many labels the deposit pays. */
  paid: string;
  /** What the stopping rule comes to, tenths of labels per task; null where every task takes as many. */
  expected: { tenths: number; labels: string; pay: Money } | null;
  /** Null under `flat`, where nobody is measured. */
  golds: (Omit<GoldsCost, 'pay'> & { pay: Money }) | null;
}

/** What the account can pay with. */
export interface PurseView {
  account: Hex;
  tokens: Money;
  /** Whether it has any of the chain's coin for gas; where it has none, about how much a wallet is asked for. */
  hasGas: boolean;
  gasMissing: Pick<Money, 'units' | 'decimals'> | null;
  /** When what is left can be taken back if the relay dies: seconds after the last labels are due. */
  graceSeconds: number;
  windowSeconds: number;
  /** What was sent away, newest first. */
  payouts: readonly {
    id: Hex;
    to: Hex;
    amount: Money;
    placedAt: number;
    txHash: Hex;
    state: 'sent' | 'mined' | 'failed';
  }[];
}

/** How a campaign stands, as its relay says. Times are milliseconds since 1970. */
export interface ProgressView {
  state: 'active' | 'closed' | 'final' | 'redeeming' | 'refunded';
  countedAt: number;
  labels: { received: number; refused: number; paid: number; rejected: number };
  tasks: { open: number; settled: number };
  /** Credited to labelers; promised to them; what new labels can be paid from; all that is left. */
  money: { released: Money; reserved: Money; free: Money; remaining: Money };
  /** Of a final campaign: basis points of each licence that are the labelers', and how many addresses have a part of that. */
  dataset: { contentHash: Hex; labelersShare: number; owners: number } | null;
  questions: readonly {
    id: string;
    ask: string;
    answers: readonly SaidView[];
    /** Krippendorff's alpha and where 95 % of resamples lie; null while too little is settled. */
    agreement: { alpha: number; low: number; high: number; tasks: number } | null;
  }[];
  samples: readonly { at: number; received: number; released: string }[];
  tasksOfNote: TaskListsView;
}

/** What was answered: by how many labels, and of how many settled tasks it is the truth. */
export interface SaidView {
  kind: string;
  /** In the requester's words; null for an abstention. */
  option: string | null;
  labels: number;
  tasks: number;
}

/** What a picker on a page came back with. */
export interface Picked {
  selector: string;
  /** Empty where no attribute names the elements. */
  key: string;
  address: string;
  matches: number;
}

/** What a wallet is asked to send (EIP-1193), and the page on which it is asked. */
export interface WalletCalls {
  page: string;
  chainId: Hex;
  calls: readonly { to: Hex; data: Hex; value: Hex }[];
}

/** A campaign with money, as it was last seen. */
export interface OrderView {
  campaign: Hex;
  title: string;
  /** A link that opens it in an extension, or says how to get one. */
  link: string;
  stage: 'approving' | 'opening' | 'opened' | 'listed';
  /** Something is still to be brought to the chain or to the relay. */
  unfinished: boolean;
  txHash: Hex | null;
  problem: { code: string; detail: string | null; retry: boolean } | null;
  price: Money;
  deposit: Money;
  questions: readonly Question[];
  unit: Terms['targets']['unit'];
  placedAt: number;
  closes: number;
  acceptByHours: number;
  redundancy: { min: number; max: number };
  patterns: readonly string[];
  /** Nothing was sent yet, so that it can become a draft again. */
  canTakeBack: boolean;
}

/** Where a relay's stream is read, and the session's token that opens it. */
export interface StreamAccess {
  url: string;
  token: string;
}
