import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import { termsHash } from '../../../lib/protocol/signed/ids.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import type { BrowserName } from '../../stand/labeler-browser.ts';
import { fund, idOf, list } from '../../stand/open-campaign.ts';
import type { Tab } from '../../stand/tab.ts';
import { startTripStand, type TripStand } from '../stand.ts';
import { exportAll } from '../steps/export-all.ts';
import { joined } from '../steps/joined.ts';
import { clickAnswer, openOffered } from '../steps/label.ts';
import { type HostilePage, type HostileSite, startHostileSite } from './site.ts';

/** A labeler who has joined a campaign about pages that are against them. */
export type HostileStand = TripStand & {
  page: Tab;
  panel: Tab;
  site: HostileSite;
  /** Address of a hostile page; each is a task. */
  at(path: string): string;
  /** Opens a hostile page, and waits until it is offered. */
  offered(path: string): Promise<void>;
  /** Addresses of all that is labeled, by the labeler's own export of the store. */
  labeled(): Promise<string[]>;
  /** Labels a page as a person does: what is refused to others has to be possible for them. */
  label(path: string, choice?: string): Promise<void>;
};

/** What every hostile page is asked. */
export const answer = 'Bullish';

/** Every text of the terms is markup that would be heard of at the site, if it became any. */
export const markup = (origin: string, where: string) => `<img src=${origin}/leak/${where} onerror=alert(1)>`;

/** The page that the terms show as an example. */
export const exampleAt = (origin: string) => `${origin}/plain/example`;

function hostileTerms(sample: Terms, origin: string): Terms {
  const [question] = sample.questions;
  if (question === undefined) throw new Error('The sample campaign asks nothing');
  if (question.kind !== 'choice') throw new Error('The first sample asks no choice');
  const [first, ...others] = question.options;
  const options = [{ id: 'bullish', label: answer, ...first, hint: markup(origin, 'hint') }, ...others];
  return {
    ...sample,
    title: markup(origin, 'title'),
    instructions: `${markup(origin, 'text')}\n\n<script>fetch('${origin}/leak/script')</script>\n\n- *${markup(origin, 'item')}*`,
    questions: [{ ...question, ask: `${markup(origin, 'ask')} <a href=javascript:alert(1)>?</a>`, options }],
    universe: { kind: 'pattern', patterns: [`${origin}/*`] },
    examples: [
      {
        shows: 'bad',
        target: pageTargetOf(exampleAt(origin)),
        body: { [question.id]: { kind: 'choice', chosen: [first?.id ?? 'bullish'] } },
        note: markup(origin, 'note'),
      },
    ],
  };
}

export async function startHostileStand(
  name: BrowserName,
  pages: Readonly<Record<string, HostilePage>>,
): Promise<HostileStand> {
  const trip = await startTripStand(name);
  const { stand, browser } = trip;
  const site = await startHostileSite(pages);
  const origin = `http://localhost:${site.port}`;
  const stop = async () => {
    await site.stop();
    await trip.stop();
  };
  try {
    const terms = hostileTerms(stand.samples[0]!.terms, origin);
    const campaign = { salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))), terms };
    await fund(stand.chain, campaign, 100_000_000n);
    await list(stand.relay.url, campaign);
    site.know({ campaign: idOf(campaign), termsHash: termsHash(terms) });
    const { page, panel } = await joined(stand, browser, terms.title);
    const at = (path: string) => `${origin}${path}`;
    const offered = (path: string) => openOffered(page, at(path), answer);
    return {
      ...trip,
      stop,
      page,
      panel,
      site,
      at,
      offered,
      labeled: async () => (await exportAll(panel)).labels.map(({ label }) => label.target.address),
      async label(path, choice = answer) {
        await offered(path);
        await clickAnswer(page, choice);
      },
    };
  } catch (failure) {
    await stop().catch(() => {});
    throw failure;
  }
}
