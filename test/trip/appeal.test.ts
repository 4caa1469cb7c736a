import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labelAsOneMore, openTogether, otherThan, pathsOf } from '../stand/crowd.ts';
import { subjects } from '../stand/crowd-terms.ts';
import { idOf, type OwnCampaign } from '../stand/open-campaign.ts';
import { openPages } from '../stand/open-pages.ts';
import { readCatalogue } from '../stand/read-catalogue.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { balanceOf } from './steps/chain-facts.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { shows } from './steps/page-text.ts';
import { readAlarms, turnTo } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { words, wordsPattern } from './steps/words.ts';

let trip: TripStand;

beforeAll(async () => {
  trip = await startTripStand('chromium');
});
afterAll(() => trip?.stop());

/** On these the others say otherwise than what the page says. */
const misread = [
  '/news/halden-pike-chief-leaves',
  '/news/tidewell-corran-merger',
  '/news/vantor-cuts-outlook',
];
const appealed = misread[2]!;
const verifier = new URL('../../relay/bin/verify.ts', import.meta.url).pathname;
const payTo = '0x00000000000000000000000000000000000a99ea';

const freeOf = async (relayUrl: string, campaign: OwnCampaign): Promise<bigint> => {
  const found = (await readCatalogue(relayUrl)).find((one) => one.campaign === idOf(campaign));
  return BigInt(found?.funding.free ?? -1);
};

test('P6 who was outvoted is told why, appeals in the panel, and is paid whole when others say the same', () =>
  trip.trip(async () => {
    const { stand, browser } = trip;
    const { relay, site } = stand;
    const place = { ...stand, now: Math.floor(Date.now() / 1000) };
    const campaign = await openTogether(place, relay.url, 3);
    const wrongly = (path: string) => (misread.includes(path) ? otherThan(subjects(path)) : subjects(path));
    for (let n = 0; n < 3; n++) await labelAsOneMore(place, relay.url, campaign, wrongly);
    // Their other labels are settled by one who agrees with them: they are known to be right elsewhere.
    await labelAsOneMore(place, relay.url, campaign, subjects, await pathsOf(campaign, site, misread));

    const { page, panel } = await joined(stand, browser, campaign.terms.title, payTo);
    for (const path of misread) {
      await openOffered(page, `${site}${path}`, 'A company');
      await clickAnswer(page, 'A company');
    }
    const labels = async () => (await exportAll(panel)).labels;
    const isAppealed = ({ label }: { label: { target: { address: string } } }) =>
      label.target.address === `${site}${appealed}`;
    const settled = await until(
      'All are settled',
      labels,
      (all) => all.every(({ state }) => state === 'paid' || state === 'rejected'),
      60_000,
    );
    expect(settled.find(isAppealed)?.state).toBe('rejected');
    await turnTo(panel, 'section_labels');
    await shows(panel, words('reason_below_guess'));
    await shows(panel, words('crowd_said', 3));
    const isOffered = async () => (await openPages(relay.url, site, campaign)).includes(`${site}${appealed}`);
    await until('The page takes no more', async () => ((await isOffered()) ? undefined : true));

    await panel.click({
      xpath: `//li[.//a[contains(@href, "${appealed}")]]//button[. = "${words('appeal')}"]`,
    });
    await shows(panel, new RegExp(words('appeal_open', '.+')));
    await until('The page is offered again', async () => (await isOffered()) || undefined);
    const free = await freeOf(relay.url, campaign);

    // To these it is a page like any other of the campaign.
    for (let n = 0; n < 4; n++) await labelAsOneMore(place, relay.url, campaign, subjects, [appealed]);
    await until('The appeal is decided', async () => ((await isOffered()) ? undefined : true));
    await panel.bringToFront();
    const won = await until(
      'The panel has heard',
      async () => {
        await panel.click({ role: 'button', name: words('sync_now') });
        return (await labels()).find(isAppealed);
      },
      ({ state }) => state === 'paid',
    );
    await shows(panel, words('appeal_won'));
    expect(won.amount).toBe(campaign.terms.price);
    expect(await readAlarms(panel)).toEqual([]);
    // The labels that decided it and the one that won were paid from what was kept for appeals.
    await until(
      'As much is free for labels as before',
      () => freeOf(relay.url, campaign),
      (now) => now >= free,
    );

    await turnTo(panel, 'section_earnings');
    // All three were judged by what the others said.
    await shows(panel, words('skill_unknown', String(misread.length)));
    await panel.click({ role: 'button', name: words('claim') });
    await panel.click({ role: 'button', name: words('claim_without') });
    await shows(panel, wordsPattern('claim_mined'));
    expect(await balanceOf(stand, payTo)).toBeGreaterThanOrEqual(BigInt(campaign.terms.price));
    const { stdout } = await promisify(execFile)(process.execPath, [verifier, relay.url]);
    expect(stdout).toContain(idOf(campaign).slice(0, 10));
  }));
