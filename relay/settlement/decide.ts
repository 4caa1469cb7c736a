import type { Opened } from '../../lib/protocol/label/label.ts';
import type { CampaignFile } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { GivenGold, Gold } from '../../lib/protocol/signed/gold.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { type Filling, fillingOf } from '../../lib/truth/lottery.ts';
import { isUsual } from '../../lib/truth/pay/carried.ts';
import { type Payment, paymentOf, type Standing, standingOf } from '../../lib/truth/pay/pay.ts';
import { type Prior, type Score, usual } from '../../lib/truth/pay/quality.ts';
import { mostAtOnce } from '../../lib/truth/remembered.ts';
import { type Defer, settleTasks, type Waiting } from '../../lib/truth/settle-tasks.ts';
import { maySettle, mustSettle } from '../../lib/truth/settles.ts';
import type { Inferred, Vote } from '../../lib/truth/truth.ts';
import { type DecidedAppeal, decideAppeals, type OpenAppeal } from './appeals.ts';
import { settlingSize } from './file-room.ts';
import type { GivenGolds } from './given-golds.ts';
import type { KnownGolds } from './golds.ts';
import { type Finding, type OpenLabel, readOpened } from './open-label.ts';
import { type Pages, pageStateOf } from './pages.ts';

/** What a campaign's labels are decided by. */
export interface Situation {
  terms: Terms;
  /** Received and not settled, as far as this epoch may say something of them, by number and position. */
  open: readonly OpenLabel[];
  /** Judged by active epochs, as far back as is remembered. */
  before: readonly Vote[];
  golds: KnownGolds;
  /** Those of the requester. */
  given: GivenGolds;
  pages: Pages | undefined;
  /** Of every key with an open label: its scores in active epochs, oldest first. */
  scores: ReadonlyMap<Hex, readonly Score[]>;
  /** What each of these keys began with. */
  priors: ReadonlyMap<Hex, Prior>;
  /** Seconds; a promise up to here is settled now. */
  dueBy: number;
  defer: Defer;
  appeals: readonly OpenAppeal[];
  /** Whether more labels can come. */
  isOpen: boolean;
  /** How many bytes of the campaign's file tasks that can wait may take. */
  fileRoom: number;
}

/** What this epoch decides of one label. */
export interface Decided {
  opened: Opened;
  finding: Finding;
  payment: Payment;
}

export interface Decisions {
  /** Labels of settled tasks; those of tasks that wait are not in it. */
  labels: ReadonlyMap<OpenLabel, Decided>;
  sums: CampaignFile['sums'];
  /** Golds whose tasks are settled. */
  opened: Gold[];
  given: GivenGold[];
  /** Tasks that are settled, and tasks that are put off, with what they are. */
  truths: ReadonlyMap<Hex, Inferred>;
  deferred: ReadonlyMap<Hex, Inferred>;
  filling: Filling;
  appeals: DecidedAppeal[];
}

export const nothingDecided: Decisions = {
  labels: new Map(),
  sums: [],
  opened: [],
  given: [],
  truths: new Map(),
  deferred: new Map(),
  filling: { keys: 0, tasks: 0, short: 0 },
  appeals: [],
};

/** A label as it is judged. */
interface Read {
  one: OpenLabel;
  opened: Opened;
  /** Undefined where an epoch before has judged it. */
  vote: Vote | undefined;
}

/** Settles the tasks that are sure or due, scores their labels, and prices those whose keys' work is known well enough. */
export function decide(situation: Situation): Decisions {
  const { terms, open, dueBy, golds } = situation;
  const read = open.map((one): Read => {
    const opened = readOpened(one);
    const { ref, key, judged } = one;
    const vote = judged === null ? { ref, key, body: opened.body, onGold: golds.isOn(one) } : undefined;
    return { one, opened, vote };
  });
  const { findings, missed, truths, deferred, tasks } = judge(situation, read);
  const scores = new Map([...situation.scores].map(([key, list]) => [key, [...list]]));
  for (const [at, { judged, key }] of open.entries()) {
    const found = judged === null ? findings[at] : undefined;
    if (found !== undefined && found.score !== null)
      scores.get(key)?.push({ ppm: found.score, gold: found.onGold, given: found.given ?? undefined });
  }
  const standings = new Map<Hex, Standing>();
  const labels = new Map<OpenLabel, Decided>();
  for (const [at, { one, opened }] of read.entries()) {
    const finding = findings[at];
    if (finding === undefined) continue;
    const standing =
      standings.get(one.key) ??
      standingOf(terms.policy, scores.get(one.key) ?? [], situation.priors.get(one.key));
    standings.set(one.key, standing);
    const evidence = missed.get(one);
    const payment: Payment =
      evidence === undefined
        ? paymentOf(terms.policy, { price: one.price, due: one.acceptBy <= dueBy }, standing)
        : { state: 'rejected', code: 'no-such-page', evidence };
    labels.set(one, { opened, finding, payment });
  }
  const sums = terms.policy.pay === 'flat' ? [] : sumsOf(labels, standings, situation.priors);
  const opened = [...situation.golds.opened.values()];
  const given = [...situation.given.values()].filter(({ ref }) => truths.has(ref));
  const appeals = decideAppeals(situation, tasks, truths);
  return { labels, sums, opened, given, truths, deferred, filling: filled(situation, truths), appeals };
}

/** How the tasks that are settled now are filled. */
function filled({ terms, open, before, golds }: Situation, truths: ReadonlyMap<Hex, Inferred>): Filling {
  const settled = open.filter(({ judged, ref }) => judged === null && truths.has(ref));
  const keys = [...before, ...settled].map(({ key }) => key);
  const tasks = Map.groupBy(
    settled.filter(({ ref }) => !golds.opened.has(ref)),
    ({ ref }) => ref,
  );
  return fillingOf(
    terms.policy,
    keys,
    [...tasks.values()].map(({ length }) => length),
  );
}

/** Of a label on a page that does not exist: it says nothing of anything. */
const nothingFound: Finding = { posterior: {}, score: null, given: null, onGold: false, weight: 0 };

/**
 * What is known of every label whose task is settled, now or before. While nobody can say whether a page exists its task waits,
 * until a promised date; so does one that was missed, until its date or until no more labels can come.
 */
function judge(situation: Situation, read: readonly Read[]) {
  const { terms, before, golds, given, dueBy, defer } = situation;
  const { questions, policy } = terms;
  const waiting = new Map<Hex, Waiting>();
  const missed = new Map<OpenLabel, string>();
  let [room, bytes] = [mostAtOnce(questions), situation.fileRoom];
  for (const { ref, labels, votes, size, acceptBy, isUrgent } of tasksOf(read, golds, dueBy)) {
    const must = isUrgent || mustSettle(policy, { labels: labels.length, acceptBy }, dueBy);
    // What can not be settled takes no room of what can.
    if (!must && !maySettle(policy, labels.length)) continue;
    const page = pageStateOf(situation, labels);
    if (page !== 'there' && (typeof page === 'object' || acceptBy > dueBy)) {
      if (typeof page === 'object' && must) for (const one of labels) missed.set(one, page.evidence);
      continue;
    }
    room -= labels.length;
    bytes -= size;
    if ((room < 0 || bytes < 0) && !isUrgent) break;
    waiting.set(ref, { votes, must });
  }
  const said = new Map([...given].map(([ref, { truth }]) => [ref, truth]));
  const known = { questions, policy, before, golds: golds.truths, given: said };
  const settled = settleTasks(known, waiting, defer);
  const { tasks, scores, weights, deferred } = settled;
  const truths = new Map<Hex, Inferred>();
  /** By the label's place; undefined where its task is not settled. */
  const findings = read.map(({ one, vote }): Finding | undefined => {
    if (vote === undefined) return one.judged ?? undefined;
    if (missed.has(one)) return nothingFound;
    const inferred = tasks.get(one.ref);
    if (inferred === undefined) return undefined;
    truths.set(one.ref, inferred);
    return {
      posterior: inferred.posterior,
      score: scores.get(vote) ?? null,
      given: settled.given.get(vote) ?? null,
      onGold: vote.onGold === true,
      // Its task's answers are divided already.
      weight: one.again ? 0 : (weights.get(vote) ?? 0),
    };
  });
  return { findings, missed, truths, deferred, tasks };
}

/** Those that can not wait for another epoch, then those of which something is new, each with the earliest promise first. */
function tasksOf(read: readonly Read[], golds: KnownGolds, dueBy: number) {
  const unjudged = read.filter(({ vote }) => vote !== undefined);
  const tasks = [...Map.groupBy(unjudged, ({ one }) => one.ref)].map(([ref, ofTask]) => {
    const labels = ofTask.map(({ one }) => one);
    const votes = ofTask.flatMap(({ vote }) => vote ?? []);
    const size = ofTask.reduce((sum, { one, opened }) => sum + settlingSize(one, opened.body), 0);
    const acceptBy = labels.reduce(
      (earliest, one) => Math.min(earliest, one.acceptBy),
      Number.POSITIVE_INFINITY,
    );
    const isUrgent = acceptBy <= dueBy || golds.opened.has(ref) || labels.some((one) => one.closed);
    const isNew = labels.some(({ reported }) => !reported);
    return { ref, labels, votes, size, acceptBy, isUrgent, isNew };
  });
  return tasks.sort(
    (a, b) =>
      Number(b.isUrgent) - Number(a.isUrgent) ||
      Number(b.isNew) - Number(a.isNew) ||
      a.acceptBy - b.acceptBy ||
      (a.ref < b.ref ? -1 : 1),
  );
}

/** Of the keys of which this epoch says something. */
function sumsOf(
  labels: ReadonlyMap<OpenLabel, Decided>,
  standings: ReadonlyMap<Hex, Standing>,
  priors: ReadonlyMap<Hex, Prior>,
) {
  const said = new Set<Hex>();
  for (const [{ judged, key }, { payment }] of labels)
    if (judged === null || payment.state !== 'held') said.add(key);
  return [...said].sort().map((key) => {
    const { scored, golds, sum, bp } = standings.get(key)!.quality;
    const prior = priors.get(key) ?? usual;
    return { golds, key, ...(isUsual(prior) ? {} : { prior }), reached: bp, scored, sum };
  });
}
