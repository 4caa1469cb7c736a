import type { Selectable } from 'kysely';
import type { Progress } from '../../lib/protocol/api/progress.ts';
import { datasetFile } from '../../lib/protocol/ledger/dataset.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Context } from '../context.ts';
import { storedAs } from '../db/stored.ts';
import type { CampaignsTable } from '../db/tables.ts';
import { currentMark } from '../export/mark.ts';
import { freeOf } from '../ingest/free.ts';
import { readFileText } from '../settlement/files.ts';
import { agreements } from './agreement.ts';
import { answerCounter } from './answers.ts';
import { counter } from './counts.ts';
import { keptAnswers } from './kept-answers.ts';

type Campaign = Selectable<CampaignsTable>;
export type ProgressReader = (campaign: Campaign, terms: Terms) => Promise<Progress>;

/** How a campaign stands. At first it goes over all labels, later over those that came since, and an answer is kept for a moment. */
export function progressReader(context: Context): ProgressReader {
  const counting = { countAnswers: answerCounter(context), count: counter(context) };
  const kept = keptAnswers<Progress>(context);
  return (campaign, terms) => kept(campaign.campaign, () => read(context, campaign, terms, counting));
}

interface Counting {
  countAnswers: ReturnType<typeof answerCounter>;
  count: ReturnType<typeof counter>;
}

async function read(
  context: Context,
  row: Campaign,
  terms: Terms,
  { countAnswers, count }: Counting,
): Promise<Progress> {
  const { campaign } = row;
  const mark = await currentMark(context, campaign);
  const [counts, answers, agreed, dataset] = await Promise.all([
    count(campaign, mark),
    countAnswers(campaign, mark),
    agreements(context, campaign, terms.questions),
    datasetOf(context, row, terms),
  ]);
  return {
    version: 1,
    campaign,
    termsHash: row.terms_hash,
    state: stateOf(row, context.now()),
    countedAt: context.now(),
    epoch: mark.epoch,
    secret: row.secret,
    labels: {
      received: counts.received,
      refused: counts.refused,
      paid: counts.paid,
      rejected: counts.rejected,
    },
    tasks: { open: counts.labeled - counts.settled, settled: counts.settled },
    money: {
      token: row.token,
      deposited: row.deposited.toString(),
      released: row.credited.toString(),
      reserved: (row.open + row.reserved).toString(),
      remaining: (row.deposited - row.credited).toString(),
      free: freeOf(row).toString(),
    },
    ...(dataset === undefined ? {} : { dataset }),
    questions: terms.questions.map(({ id }) => ({
      id,
      answers: answers
        .filter(({ question }) => question === id)
        .map(({ kind, option, labels, tasks }) => ({
          kind,
          ...(option === null ? {} : { option }),
          labels,
          tasks,
        })),
      agreement: agreed.get(id) ?? null,
    })),
  };
}

async function datasetOf(
  { db }: Context,
  { dataset: contentHash }: Campaign,
  { labelersShare }: Terms,
): Promise<Progress['dataset']> {
  if (contentHash === null) return undefined;
  const { leaves, total } = fileText((await readFileText(db, contentHash)) ?? '', `dataset ${contentHash}`);
  return { contentHash, labelersShare, owners: leaves.length, total };
}

const fileText = storedAs(datasetFile);

const stateOf = ({ chain_state, closes_at }: Campaign, now: number): Progress['state'] =>
  chain_state === 'active' && closes_at <= now ? 'closed' : chain_state;
