import type { AppealOutcome } from '../protocol/label/appealed.ts';
import type { LabelState } from '../protocol/label/state.ts';
import type { Body } from '../protocol/question/body.ts';
import type { Answer, Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Money } from './money.ts';
import type { ElementsOffer, Offer } from './offer.ts';
import type { SetView } from './question-set.ts';
import type { WalletView } from './wallet.ts';

/** Everything that the side panel shows, as of one read of the store. Times are milliseconds since 1970. */
export interface Overview {
  relay: RelayView | null;
  /** Others in use whose last sync failed: labels may wait for them. */
  troubled: readonly RelayView[];
  /** Who labels at the relay, and is paid where nobody else is named: a linked wallet, or the profile's own account. */
  account: Hex;
  wallet: WalletView | null;
  campaigns: readonly CampaignView[];
  /** How many more there are that this version can not read. */
  newer: number;
  /** The languages that the person reads, by primary subtags. */
  reads: readonly string[];
  /** Whether they are told of new campaigns. */
  tells: boolean;
  /** What the page in front offers; null when the panel does not know the page. */
  here: {
    address: string;
    offers: readonly Offer[];
    /** Campaigns that ask about elements of this page, and how many of them have an own label. */
    elements: readonly { offer: ElementsOffer; labeled: number }[];
    /** Campaigns on this page that are not joined. */
    unjoined: readonly string[];
  } | null;
  sets: readonly SetView[];
  labels: readonly LabelView[];
  earnings: readonly EarningsView[];
  skills: readonly SkillView[];
  alarms: readonly AlarmView[];
  recovery: RecoveryView;
  /** How many labels are to be sent, or have no answer yet. */
  waiting: number;
  /** When the queue is sent next; null when nothing waits. */
  nextAt: number | null;
}

/** How a lost profile could be restored. */
export interface RecoveryView {
  /** When the last recovery file was made; null while there is none. */
  savedAt: number | null;
  /** Receipts that it does not hold. */
  newer: number;
  /** Whether a file can be restored here: nothing would be lost by it. */
  restorable: boolean;
}

export interface RelayView {
  url: string;
  chainId: number;
  lastSync: number | null;
  /** Why the last sync failed; null when it did not. `retry`: it is tried again by itself. */
  problem: { code: string; detail: string; retry: boolean } | null;
}

export interface CampaignView {
  campaign: Hex;
  title: string;
  requester: Hex;
  questions: readonly Question[];
  price: Money | null;
  /** What new labels can still be paid from, at the last sync. */
  free: Money | null;
  /** The sites that joining asks for, as permission origins: `https://news.example/*`. */
  origins: readonly string[];
  /** Tags of the languages whose readers are asked; none is everybody. */
  audience: readonly string[];
  /** Whether the person is among them, by what they read. */
  fits: boolean;
  joined: boolean;
  /** Whether the browser grants every site of it now. */
  granted: boolean;
  payTo: Hex | null;
  /** Whether the relay knows this payTo; what is sent waits for that. */
  payToTold: boolean;
  opens: number;
  closes: number;
  medianSeconds: number | null;
  acceptByHours: number;
  /** Labelers' part of licences, in basis points. */
  labelersShare: number;
  /** Parts per million of that which are this labeler's; null until the campaign is final. */
  ownPart: number | null;
  /** Parts per million of labels refused or paid 0 so far. */
  refusalRate: number;
  /** Basis points of its pages that each account is offered. */
  lotteryShare: number;
  redundancy: { min: number; max: number };
  pay: 'flat' | 'better-than-guess';
}

export interface LabelView {
  id: string;
  campaign: string;
  /** It never leaves this device, so it can be deleted at any time. */
  isPrivate: boolean;
  title: string;
  page: string;
  /** The text of the element or passages that were labeled, as far as it is quoted; null for a whole page. */
  quote: string | null;
  questions: readonly Question[];
  body: Body;
  state: LabelState;
  savedAt: number;
  undoUntil: number;
  /** What it is worth: the price while it waits, the credit once it is settled. */
  amount: Money | null;
  /** Code of a refusal, a rejection or a problem, with what is known about it. */
  reason: { code: string; detail: string | null } | null;
  receipt: { batchHash: Hex; number: number; epoch: number; acceptBy: number } | null;
  /** The epoch that settled it. */
  epoch: number | null;
  /** Whether its rejection can be appealed, by when, and how many appeals the campaign leaves; or what became of it, or by when. */
  appeal: { state: 'possible' | 'open' | AppealOutcome; until: number; left: number } | null;
  /** What others said, once its task is settled; null before. Per question of the body. */
  crowd: CrowdView | null;
  /** The work of its key and the evidence that the campaign wants, once its pay goes by them; null before, and under `flat`. */
  work: { scored: number; golds: number; reached: number; hold: { scored: number; golds: number } } | null;
}

/** What others said of a label's task, per question. */
export interface CrowdView {
  others: number;
  questions: {
    readonly [question: string]:
      | { kind: 'answers'; answers: readonly { answer: Answer; labels: number }[] }
      /** Of the own passages, how many at least half of the others marked; and how many others marked any. */
      | { kind: 'passages'; own: number; shared: number; marked: number };
  };
}

/** Per payTo and token. */
export interface EarningsView {
  payTo: Hex;
  /** Reserved by receipts, not settled yet. */
  open: Money;
  credited: Money;
  claimed: Money;
  claimable: Money;
  claim: { state: 'queued' | 'sent' | 'mined'; amount: Money; txHash: Hex | null } | null;
}

/** How much of what a guess misses this labeler's answers to a kind of question reach, in parts per million. */
export interface SkillView {
  kind: Question['kind'];
  /** The newest ones of which others can say something. */
  labels: number;
  /** Null while these are too few. */
  reached: number | null;
  /** Ends of the 95 % interval. */
  low: number;
  high: number;
}

/** A difference between what the relay signed and what it published, or what stands on chain. */
export interface AlarmView {
  id: string;
  kind: 'missing' | 'altered' | 'underpaid' | 'unsigned' | 'wrong-root' | 'unfounded' | 'same-number';
  campaign: string | null;
  epoch: number;
  /** What differs, in one sentence of facts (hashes, numbers). */
  detail: string;
  seenAt: number;
}
