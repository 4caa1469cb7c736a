import * as v from 'valibot';
import { browser } from '../browser.ts';
import { type Body, body } from '../protocol/question/body.ts';
import { isRepeatable } from '../protocol/question/repeatable.ts';
import { bytes32, type Hex } from '../protocol/scalar/hex.ts';
import { offeredAt } from '../queue/offered.ts';
import type { Store } from '../storage/database.ts';

const kept = v.strictObject({ id: v.string(), termsHash: bytes32, body });

const nameOf = (campaign: Hex) => `last ${campaign}`;

/** Keeps what a campaign was told last for as long as the browser runs, in memory: it can be told so again. */
export async function noteAnswer(campaign: Hex, last: v.InferOutput<typeof kept>): Promise<void> {
  if (isRepeatable(last.body)) await browser.storage.session.set({ [nameOf(campaign)]: last });
}

/** What was taken back is not to be repeated. */
export async function forgetAnswer(id: string): Promise<void> {
  const all = Object.entries(await browser.storage.session.get(null));
  const names = all.filter(([, last]) => v.is(kept, last) && last.id === id).map(([name]) => name);
  await browser.storage.session.remove(names);
}

/** @returns null when nothing was said, or not to the questions that this page's campaign asks now */
export async function lastAnswer(
  store: Store,
  { campaign, address }: { campaign: Hex; address: string },
  now: number,
): Promise<Body | null> {
  const name = nameOf(campaign);
  const parsed = v.safeParse(kept, (await browser.storage.session.get(name))[name]);
  if (!parsed.success) return null;
  const { offered } = await offeredAt(await store.open(), { location: address }, now);
  const offers = [...offered.page, ...offered.selection, ...offered.element];
  const isAsked = offers.some(
    (one) => one.campaign === campaign && one.termsHash === parsed.output.termsHash,
  );
  return isAsked ? parsed.output.body : null;
}
