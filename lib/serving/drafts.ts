import * as v from 'valibot';
import { browser } from '../browser.ts';
import { body } from '../protocol/question/body.ts';
import { areInstant } from '../protocol/question/instant.ts';
import { bytes32, type Hex } from '../protocol/scalar/hex.ts';
import { taskId } from '../protocol/signed/ids.ts';
import { target } from '../protocol/target/target.ts';
import type { Offer, UnsavedDraft } from '../view/offer.ts';

const kept = v.strictObject({ termsHash: bytes32, target, body, at: v.number() });
type Kept = v.InferOutput<typeof kept>;

/** The oldest are forgotten. */
const most = 30;

const nameOf = ({ campaign, target }: Pick<Offer, 'campaign' | 'target'>) =>
  `draft ${taskId(campaign, target)}`;

/** Keeps what is answered and not saved, in memory for as long as the browser runs; with nothing answered, no more. */
export async function keepDraft(
  { campaign, ...draft }: UnsavedDraft & { campaign: Hex; termsHash: Hex },
  at: number,
): Promise<void> {
  const name = nameOf({ campaign, ...draft });
  if (Object.keys(draft.body).length === 0) return browser.storage.session.remove(name);
  const entry = { [name]: { ...draft, at } satisfies Kept };
  const others = await othersThan(name);
  await browser.storage.session.remove(others.slice(most - 1));
  try {
    await browser.storage.session.set(entry);
  } catch {
    // The browser gives no more room: what is answered now is worth more than what was left.
    await browser.storage.session.remove(others);
    await browser.storage.session.set(entry);
  }
}

/** The names of all drafts but one, the newest first. */
async function othersThan(name: string): Promise<string[]> {
  const all = Object.entries(await browser.storage.session.get(null)).flatMap(([one, input]) =>
    one.startsWith('draft ') && one !== name && v.is(kept, input) ? [{ one, at: input.at }] : [],
  );
  return all.sort((a, b) => b.at - a.at).map(({ one }) => one);
}

export const forgetDraft = (of: Pick<Offer, 'campaign' | 'target'>): Promise<void> =>
  browser.storage.session.remove(nameOf(of));

/** What takes more than one act to be answered. */
const mayBeHalf = ({ own, questions }: Offer): boolean => own === null && !areInstant(questions);

/** Offers with what is answered and not saved there, under the same terms. */
export async function withDrafts(offers: readonly Offer[]): Promise<readonly Offer[]> {
  const names = offers.filter(mayBeHalf).map(nameOf);
  if (names.length === 0) return offers;
  const found = await browser.storage.session.get(names);
  return offers.map((offer) => {
    const draft = v.safeParse(kept, mayBeHalf(offer) ? found[nameOf(offer)] : undefined);
    if (!draft.success || draft.output.termsHash !== offer.termsHash) return offer;
    return { ...offer, unsaved: { target: draft.output.target, body: draft.output.body } };
  });
}
