import type { Transaction } from 'kysely';
import type { GivenGolds } from '../../lib/protocol/api/campaigns.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import { allows } from '../../lib/protocol/question/question.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { givenTree } from '../../lib/protocol/signed/gold.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { chunks } from '../db/chunks.ts';
import type { Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';

/** @throws ProblemError `malformed` unless the terms are bound to exactly these golds, and each is an answer that they allow */
export function checkGivenGolds({ golds, questions }: Terms, given: GivenGolds, keccak: Keccak): void {
  const { known } = given;
  if (golds === undefined) throw new ProblemError('malformed', 'The terms are bound to no golds.');
  if (new Set(known.map(({ ref }) => ref)).size !== known.length)
    throw new ProblemError('malformed', 'Two golds are of one task.');
  const fits = (truth: Body) => {
    const entries = Object.entries(truth);
    const isAllowed = ([id, answer]: (typeof entries)[number]) =>
      questions.some((question) => question.id === id && allows(question, answer));
    return entries.length > 0 && entries.every(isAllowed);
  };
  const odd = known.find(({ truth }) => !fits(truth));
  if (odd !== undefined)
    throw new ProblemError('malformed', `The gold ${odd.ref} answers no question of the terms.`);
  if (known.length !== golds.count || givenTree(known, keccak).root !== golds.root)
    throw new ProblemError('malformed', 'The golds are not those to which the terms are bound.');
}

/** Keeps the golds of a new campaign; those of one that is known stand already. @throws ProblemError `malformed` without them */
export async function storeGivenGolds(
  trx: Transaction<Tables>,
  campaign: Hex,
  { golds }: Terms,
  given: GivenGolds | undefined,
): Promise<void> {
  if (golds === undefined) return;
  for (const some of chunks(given?.known ?? []))
    await trx
      .insertInto('given_golds')
      .values(some.map(({ ref, truth, salt }) => ({ campaign, ref, truth: canonicalText(truth), salt })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const kept = await trx
    .selectFrom('given_golds')
    .select('ref')
    .where('campaign', '=', campaign)
    .limit(1)
    .executeTakeFirst();
  if (kept === undefined)
    throw new ProblemError('malformed', 'The terms are bound to golds, which have to come with them.');
}
