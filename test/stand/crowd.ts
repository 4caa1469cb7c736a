import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { matchesUniverse } from '../../lib/protocol/terms/matches.ts';
import { loadKeccak } from '../../relay/keccak.ts';
import { type LabelerHost, makeLabel, makeLabeler } from '../relay/labeler.ts';
import { crowdTerms, subjects } from './crowd-terms.ts';
import { fund, idOf, list, type OwnCampaign } from './open-campaign.ts';
import type { SamplePlace } from './sample-terms.ts';
import { sitePages } from './site-pages.ts';

const deposit = 100_000_000n;

type Subject = ReturnType<typeof subjects>;

/**
 * Opens a campaign and lets a crowd label all its pages. Each reads one page wrongly, another one.
 *
 * @returns the campaign, of which every task wants one label more
 */
export async function openCrowd(place: SamplePlace, relayUrl: string, count: number): Promise<OwnCampaign> {
  const campaign = await openTogether(place, relayUrl, count);
  const paths = await pathsOf(campaign, place.site);
  for (let member = 0; member < count; member++) {
    const misread = paths[member % paths.length];
    await labelAsOneMore(place, relayUrl, campaign, (path) =>
      path === misread ? otherThan(subjects(path)) : subjects(path),
    );
  }
  return campaign;
}

/** Opens a campaign of which every task wants `count` labels and one more. */
export async function openTogether(
  place: SamplePlace,
  relayUrl: string,
  count: number,
): Promise<OwnCampaign> {
  const campaign = {
    salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
    terms: crowdTerms(place, count),
  };
  await fund(place.chain, campaign, deposit);
  await list(relayUrl, campaign);
  return campaign;
}

/**
 * One account more labels all pages of the campaign, or those at `paths`: with keys, signatures and a batch of its own,
 * sent to the relay as an extension sends it.
 */
export async function labelAsOneMore(
  place: SamplePlace,
  relayUrl: string,
  campaign: OwnCampaign,
  answer: (path: string) => Subject,
  paths?: readonly string[],
): Promise<void> {
  const labeler = makeLabeler(await hostAt(relayUrl, place));
  const opened = { campaign: idOf(campaign), terms: campaign.terms };
  await labeler.join(opened);
  const labels = (paths ?? (await pathsOf(campaign, place.site))).map((path) => {
    const body = { subject: { kind: 'choice' as const, chosen: [answer(path)] } };
    return makeLabel(opened.campaign, `${place.site}${path}`, '', { body });
  });
  await labeler.send(opened, labels);
}

/** Of the sample site's pages that the campaign is about, without some. */
export const pathsOf = async (
  { terms }: OwnCampaign,
  site: string,
  without: readonly string[] = [],
): Promise<string[]> =>
  (await sitePages()).filter(
    (path) => matchesUniverse(terms.universe, `${site}${path}`) && !without.includes(path),
  );

export const otherThan = (subject: Subject): Subject => (subject === 'company' ? 'economy' : 'company');

async function hostAt(relayUrl: string, { chain, contracts }: SamplePlace): Promise<LabelerHost> {
  return {
    context: {
      place: { chainId: chain.chainId, escrow: contracts.escrow },
      now: () => Math.floor(Date.now() / 1000),
      keccak: await loadKeccak(),
    },
    async post(path, body) {
      const response = await fetch(`${relayUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, text: await response.text() };
    },
  };
}
