import * as v from 'valibot';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { bytes32 } from '../../lib/protocol/scalar/hex.ts';
import { type Terms, terms } from '../../lib/protocol/terms/terms.ts';
import { note, recall } from './memory.ts';
import { fund, list, type OwnCampaign } from './open-campaign.ts';
import { openPages } from './open-pages.ts';
import { type SamplePlace, sampleTerms } from './sample-terms.ts';

const own = v.array(v.strictObject({ salt: bytes32, terms }));

/** Of each sample campaign, in smallest units of the test token: 100.00, four hundred labels. */
const deposit = 100_000_000n;
const day = 86_400;

/**
 * Sees to it that each sample campaign is open with pages left to label. They are opened once, and again in a further
 * round when every page has its label, the site has moved to another port, or a campaign closes within a day. What is
 * opened is noted before the chain is asked, so that a start that was killed half way is carried on.
 */
export async function openSamples(dir: string, relayUrl: string, place: SamplePlace): Promise<OwnCampaign[]> {
  const known = (await recall(dir, 'campaigns.json', own)) ?? [];
  const open = async (sample: OwnCampaign) => {
    await fund(place.chain, sample, deposit);
    await list(relayUrl, sample);
    return sample;
  };
  const samples: OwnCampaign[] = [];
  for (const wanted of sampleTerms(place)) {
    const rounds = known.filter((one) => one.terms.title.startsWith(wanted.title));
    const last = rounds.at(-1);
    if (last !== undefined && isHere(last.terms, place)) {
      await open(last);
      if ((await openPages(relayUrl, place.site, last)).length > 0) {
        samples.push(last);
        continue;
      }
    }
    const title = rounds.length === 0 ? wanted.title : `${wanted.title}, round ${rounds.length + 1}`;
    const next = { salt: randomSalt(), terms: { ...wanted, title } };
    known.push(next);
    await note(dir, 'campaigns.json', known);
    samples.push(await open(next));
  }
  return samples;
}

/** Whether a campaign is about this site, and stays open for a day at least. */
const isHere = ({ universe, closes }: Terms, { site, now }: SamplePlace): boolean =>
  universe.kind === 'pattern' &&
  universe.patterns.every((pattern) => pattern.startsWith(`${site}/`)) &&
  closes > now + day;

const randomSalt = () => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
