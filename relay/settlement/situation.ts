import type { Transaction } from 'kysely';
import type { BatchRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Tables } from '../db/tables.ts';
import type { OpenAppeal } from './appeals.ts';
import type { Cut, Settling } from './campaign-part.ts';
import type { Situation } from './decide.ts';
import { fileRoom } from './file-room.ts';
import { remembered, scoresBefore } from './findings.ts';
import { givenGolds } from './given-golds.ts';
import { deferSome, knownGolds } from './golds.ts';
import type { OpenLabel } from './open-label.ts';
import { pagesOf } from './pages.ts';
import { priorsOf } from './priors.ts';

/** What an epoch finds of a campaign. */
interface Found {
  labels: readonly OpenLabel[];
  appeals: readonly OpenAppeal[];
  /** That no active epoch has listed. */
  batches: readonly BatchRow[];
}

/** What earlier epochs and others say, beside that. */
export async function situationOf(
  settling: Settling,
  trx: Transaction<Tables>,
  campaign: Hex,
  terms: Terms,
  { labels: open, appeals, batches }: Found,
  when: Cut,
): Promise<Situation> {
  const { from, votes } = await remembered(trx, campaign, terms);
  const golds = await knownGolds(trx, campaign, from);
  const keys = terms.policy.pay === 'flat' ? [] : [...new Set(open.map(({ key }) => key))];
  return {
    terms,
    open,
    before: votes,
    golds,
    given: await givenGolds(trx, campaign, terms, settling.keccak),
    pages: await pagesOf(settling.confirms, trx, campaign, terms, when.cut),
    scores: await scoresBefore(trx, campaign, keys),
    priors: await priorsOf(trx, campaign, keys, when.epoch),
    appeals,
    isOpen: when.cut < terms.closes,
    fileRoom: fileRoom(batches, open),
    dueBy: when.dueBy,
    defer: deferSome(settling, terms, open, when.dueBy < terms.closes),
  };
}
