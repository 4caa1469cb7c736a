import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { matchesUniverse } from '../../lib/protocol/terms/matches.ts';
import { loadKeccak } from '../../relay/keccak.ts';
import { type LabelerHost, makeLabel, makeLabeler } from '../relay/labeler.ts';
import { crowdTerms, subjects } from './crowd-terms.ts';
import { fund, idOf, list, type OwnCampaign } from './open-campaign.ts';
import type { SamplePlace } from './sample-terms.ts';
import { sitePages } from './site-pages.ts';

const deposit = 100_000_000n;

/**
 * Opens a campaign and lets a crowd label all its pages: accounts, keys, signatures and batches of their own, sent to the
 * relay as extensions send them. Each reads one page wrongly, another one.
 *
 * @returns the campaign, of which every task wants one label more
 */
export async function openCrowd(place: SamplePlace, relayUrl: string, count: number): Promise<OwnCampaign> {
  const campaign = {
    salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
    terms: crowdTerms(place, count),
  };
  await fund(place.chain, campaign, deposit);
  await list(relayUrl, campaign);
  const host = await hostAt(relayUrl, place);
  const opened = { campaign: idOf(campaign), terms: campaign.terms };
  const paths = (await sitePages()).filter((path) =>
    matchesUniverse(campaign.terms.universe, `${place.site}${path}`),
  );
  for (let member = 0; member < count; member++) {
    const labeler = makeLabeler(host);
    await labeler.join(opened);
    const labels = paths.map((path, at) => {
      const isWrong = at === member % paths.length;
      const chosen = isWrong ? otherThan(subjects(path)) : subjects(path);
      const body = { subject: { kind: 'choice' as const, chosen: [chosen] } };
      return makeLabel(opened.campaign, `${place.site}${path}`, '', { body });
    });
    await labeler.send(opened, labels);
  }
  return campaign;
}

const otherThan = (subject: ReturnType<typeof subjects>) => (subject === 'company' ? 'economy' : 'company');

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
