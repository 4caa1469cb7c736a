import type { BatchRow, CampaignFile, LabelRow } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import type { Body } from '../../protocol/question/body.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { goldHash } from '../../protocol/signed/gold.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { newestScores, type Prior, type Score, usual } from '../../truth/pay/quality.ts';
import { rememberedFrom } from '../../truth/remembered.ts';
import type { Vote } from '../../truth/truth.ts';

/** What the settlement of its task says of a label. */
export type JudgedRow = NonNullable<Extract<LabelRow, { state: 'held' }>['judged']>;

export function judgedOf(row: LabelRow): JudgedRow | undefined {
  if (row.state === 'held') return row.judged;
  const { opened, posterior, score, counted, weight } = row;
  return { opened, posterior, score, counted, weight };
}

/** Whether a row says that its page does not exist: such a label is judged by nobody, and judges nobody. */
export const isMissed = (row: LabelRow): boolean => row.state === 'rejected' && row.code === 'no-such-page';

/** What became of an appeal, in the row that says so. */
export const appealOf = (row: LabelRow) => (row.state === 'held' ? undefined : row.appeal);

/** Whether a file only lists what came: that epoch settled nothing of its campaign, or put it off. */
export const isListing = ({ rows, golds }: CampaignFile): boolean =>
  golds.committed.length === 0 && rows.every((row) => judgedOf(row) === undefined);

/** A label as a campaign's files tell it so far. */
export interface ToldLabel {
  key: Hex;
  /** Its newest row. */
  row: LabelRow;
  /** The epoch whose file has its batch. */
  received: number;
  /** The epoch that judged it, and what that said; null before. */
  judgedIn: number | null;
  judged: JudgedRow | undefined;
  onGold: boolean;
}

/** A campaign's files, read one after the other. Nothing in it is checked. */
export interface History {
  /** Of the last file; 0 before the first. */
  epoch: number;
  batches: ReadonlyMap<number, { batch: BatchRow; epoch: number }>;
  labels: ReadonlyMap<string, ToldLabel>;
  /** Hashes that were committed to and are not opened, with the epoch of the commitment. */
  committed: ReadonlyMap<Hex, number>;
  opened: ReadonlyMap<Hex, { truth: Body; epoch: number }>;
  /** Refs of the requester's golds that are opened. */
  given: ReadonlySet<Hex>;
  /** What each key began with, as its first sums say. */
  priors: ReadonlyMap<Hex, Prior>;
  /** As the last file leaves it. */
  lottery: CampaignFile['lottery'];
}

export const nameOf = ({ number, index }: Pick<LabelRow, 'number' | 'index'>): string => `${number}/${index}`;

interface Telling {
  epoch: number;
  batches: Map<number, { batch: BatchRow; epoch: number }>;
  labels: Map<string, ToldLabel>;
  committed: Map<Hex, number>;
  opened: Map<Hex, { truth: Body; epoch: number }>;
  given: Set<Hex>;
  priors: Map<Hex, Prior>;
  lottery: CampaignFile['lottery'];
}

const nothing = (): Telling => ({
  epoch: 0,
  batches: new Map(),
  labels: new Map(),
  committed: new Map(),
  opened: new Map(),
  given: new Set(),
  priors: new Map(),
  lottery: undefined,
});

/** A campaign's files, oldest first. */
export function historyOf(files: readonly CampaignFile[], keccak: Keccak): History {
  const history = nothing();
  for (const file of files) tell(history, file, keccak);
  return history;
}

/** The history with one file more; the one before stays as it is. */
export function told(before: History, file: CampaignFile, keccak: Keccak): History {
  const history: Telling = {
    epoch: before.epoch,
    batches: new Map(before.batches),
    labels: new Map(before.labels),
    committed: new Map(before.committed),
    opened: new Map(before.opened),
    given: new Set(before.given),
    priors: new Map(before.priors),
    lottery: before.lottery,
  };
  tell(history, file, keccak);
  return history;
}

function tell(history: Telling, file: CampaignFile, keccak: Keccak): void {
  const { batches, labels, committed, opened, given, priors } = history;
  history.epoch = file.epoch;
  history.lottery = file.lottery;
  for (const batch of file.batches) batches.set(batch.number, { batch, epoch: file.epoch });
  const since = new Map<Hex, number>();
  for (const gold of file.golds.opened) {
    const hash = goldHash(gold, keccak);
    since.set(gold.ref, committed.get(hash) ?? file.epoch);
    committed.delete(hash);
    opened.set(gold.ref, { truth: gold.truth, epoch: file.epoch });
  }
  for (const hash of file.golds.committed) committed.set(hash, file.epoch);
  for (const { ref } of file.golds.given ?? []) given.add(ref);
  for (const { key, prior = usual } of file.sums) if (!priors.has(key)) priors.set(key, prior);
  for (const row of file.rows) {
    const batch = batches.get(row.number);
    const before = labels.get(nameOf(row));
    labels.set(nameOf(row), labelAfter(before, row, { batch, epoch: file.epoch, since: since.get(row.ref) }));
  }
}

interface Circumstances {
  batch: { batch: BatchRow; epoch: number } | undefined;
  epoch: number;
  /** The epoch that was committed to the truth of its task, which this one opens. */
  since: number | undefined;
}

function labelAfter(
  before: ToldLabel | undefined,
  row: LabelRow,
  { batch, epoch, since }: Circumstances,
): ToldLabel {
  const received = before?.received ?? batch?.epoch ?? epoch;
  const key = batch?.batch.key ?? '0x';
  if (before !== undefined && before.judgedIn !== null) return { ...before, key, row };
  const judged = judgedOf(row);
  return {
    key,
    row,
    received,
    judged,
    judgedIn: judged === undefined ? null : epoch,
    onGold: received > (since ?? epoch),
  };
}

/** Names under which tasks were labeled again to decide appeals. */
export const againRefs = ({ labels }: Pick<History, 'labels'>): ReadonlySet<Hex> =>
  new Set([...labels.values()].flatMap(({ row }) => appealOf(row)?.ref ?? []));

/** What is judged again with the labels of the next epoch: votes, and the truths of golds. */
export function rememberedOf({ labels, opened }: History, terms: Pick<Terms, 'policy' | 'questions'>) {
  const judged = [...labels.values()].filter(({ judgedIn, row }) => judgedIn !== null && !isMissed(row));
  const counts = [...Map.groupBy(judged, ({ judgedIn }) => judgedIn ?? 0)];
  const epochs = counts.map(([epoch, some]) => ({ epoch, labels: some.length }));
  const from = rememberedFrom(
    terms,
    epochs.sort((a, b) => b.epoch - a.epoch),
  );
  const votes: Vote[] = [];
  const golds = new Map<Hex, Body>();
  if (from === null) return { votes, golds };
  for (const [ref, { truth, epoch }] of opened) if (epoch >= from) golds.set(ref, truth);
  for (const one of judged) if ((one.judgedIn ?? 0) >= from) votes.push(...voteOf(one));
  return { votes, golds };
}

/** The vote of a label whose body is open. */
export const voteOf = ({ row, key, judged, onGold }: ToldLabel): Vote[] =>
  judged?.opened === undefined || isMissed(row)
    ? []
    : [{ ref: row.ref, key, body: judged.opened.body, onGold }];

/** The last scores of every key, oldest first. */
export function scoresOf({ labels }: History): Map<Hex, Score[]> {
  const scored = [...labels.values()].filter(({ judged }) => judged?.score !== undefined);
  scored.sort(
    (a, b) =>
      (a.judgedIn ?? 0) - (b.judgedIn ?? 0) || a.row.number - b.row.number || a.row.index - b.row.index,
  );
  const scores = new Map<Hex, Score[]>();
  for (const [key, some] of Map.groupBy(scored, (one) => one.key))
    scores.set(
      key,
      some.slice(-newestScores).flatMap(({ judged }) => (judged?.score === undefined ? [] : [judged.score])),
    );
  return scores;
}
