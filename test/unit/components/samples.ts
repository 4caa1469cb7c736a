import type { ChoiceQuestion } from '../../../lib/protocol/question/choice.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { Money } from '../../../lib/view/money.ts';
import type { Offer, OwnLabelView } from '../../../lib/view/offer.ts';
import type { CampaignView, EarningsView, LabelView, Overview } from '../../../lib/view/overview.ts';
import type { SetView } from '../../../lib/view/question-set.ts';

export const hex32 = (digit: string): Hex => `0x${digit.repeat(64)}`;
export const address = (digit: string): Hex => `0x${digit.repeat(40)}`;
export const money = (units: string): Money => ({ units, token: address('7'), symbol: 'tUSD', decimals: 6 });

export const moods: ChoiceQuestion = {
  kind: 'choice',
  id: 'mood',
  ask: 'Which way does it lean?',
  multiple: false,
  options: [
    { id: 'up', label: 'Bullish', hint: 'Expects a rise' },
    { id: 'flat', label: 'Neutral' },
    { id: 'down', label: 'Bearish' },
  ],
};

export const topics: ChoiceQuestion = {
  kind: 'choice',
  id: 'topics',
  ask: 'What is it about?',
  multiple: true,
  options: [
    { id: 'guidance', label: 'Guidance' },
    { id: 'merger', label: 'Merger' },
    { id: 'people', label: 'People' },
  ],
};

export const offer = (more: Partial<Offer> = {}): Offer => ({
  campaign: hex32('1'),
  termsHash: hex32('2'),
  title: 'Market mood',
  questions: [moods],
  target: pageTargetOf('https://news.example/a'),
  price: money('250000'),
  own: null,
  ...more,
});

export const own = (more: Partial<OwnLabelView> = {}): OwnLabelView => ({
  id: 'one',
  body: { mood: { kind: 'choice', chosen: ['up'] } },
  state: 'queued',
  undoUntil: 0,
  ...more,
});

export const campaign = (more: Partial<CampaignView> = {}): CampaignView => ({
  campaign: hex32('1'),
  title: 'Market mood',
  requester: address('3'),
  questions: [moods],
  price: money('250000'),
  free: money('90000000'),
  origins: ['https://news.example/*'],
  audience: [],
  fits: true,
  joined: false,
  granted: false,
  payTo: null,
  payToTold: false,
  opens: 0,
  closes: Date.UTC(2100, 0),
  medianSeconds: 21,
  acceptByHours: 72,
  labelersShare: 4000,
  ownPart: null,
  refusalRate: 12_300,
  lotteryShare: 10_000,
  redundancy: { min: 3, max: 7 },
  pay: 'flat',
  ...more,
});

export const label = (more: Partial<LabelView> = {}): LabelView => ({
  id: 'one',
  campaign: hex32('1'),
  isPrivate: false,
  title: 'Market mood',
  page: 'https://news.example/a',
  quote: null,
  questions: [moods],
  body: { mood: { kind: 'choice', chosen: ['up'] } },
  state: 'received',
  savedAt: 0,
  undoUntil: 0,
  amount: money('250000'),
  reason: null,
  receipt: { batchHash: hex32('b'), number: 12, epoch: 7, acceptBy: 0 },
  epoch: null,
  appeal: null,
  crowd: null,
  work: null,
  ...more,
});

export const earnings = (more: Partial<EarningsView> = {}): EarningsView => ({
  payTo: address('c'),
  open: money('500000'),
  credited: money('3000000'),
  claimed: money('1000000'),
  claimable: money('2000000'),
  claim: null,
  ...more,
});

export const questionSet = (more: Partial<SetView> = {}): SetView => ({
  campaign: hex32('5'),
  title: 'Claims in papers',
  instructions: 'One claim at a time.',
  examples: [],
  questions: [moods],
  unit: 'page',
  origins: ['https://papers.example/*'],
  granted: true,
  labels: 12,
  ...more,
});

export const overview = (more: Partial<Overview> = {}): Overview => ({
  relay: { url: 'https://relay.example', chainId: 31337, lastSync: null, problem: null },
  troubled: [],
  account: address('c'),
  wallet: null,
  campaigns: [],
  newer: 0,
  reads: ['en'],
  tells: false,
  here: null,
  sets: [],
  labels: [],
  earnings: [],
  skills: [],
  alarms: [],
  recovery: { savedAt: 1, newer: 0, restorable: false },
  waiting: 0,
  nextAt: null,
  ...more,
});
