import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Receipt } from '../../lib/protocol/signed/receipt.ts';
import type { LabelerBrowser } from '../stand/labeler-browser.ts';
import type { Stand } from '../stand/stand.ts';
import type { Tab } from '../stand/tab.ts';
import { activatedEpoch, balanceOf, lastClaim } from './steps/chain-facts.ts';
import { exportAll } from './steps/export-all.ts';
import { allowSite, join } from './steps/join.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { shows } from './steps/page-text.ts';
import { readAlarms, readReceipt, turnTo } from './steps/panel.ts';
import { readStatement } from './steps/read-statement.ts';
import type { Steps } from './steps/steps.ts';
import { until } from './steps/until.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words, wordsPattern } from './steps/words.ts';

/** What a trip proves. Amounts are smallest units of the test token, in decimal digits. */
export type TripReport = {
  browser: string;
  receipt: Receipt;
  /** The epoch whose statement credits the label. */
  epoch: number;
  statementHash: Hex;
  root: Hex;
  /** The transaction that paid. */
  txHash: Hex;
  credited: string;
  balanceBefore: string;
  balanceAfter: string;
};

const answer = 'Bullish';

/**
 * The whole trip of a label: relay pasted, campaign joined with an address that never had money, one click in an
 * article, receipt, epoch, the extension's own check, claim.
 * @throws StepFailed naming the step that did not happen
 */
export async function clickToClaim(stand: Stand, browser: LabelerBrowser, steps: Steps): Promise<TripReport> {
  const [news] = stand.samples;
  if (news === undefined) throw new Error('The stand has no sample campaign');
  const payTo = bytesToHex(crypto.getRandomValues(new Uint8Array(20)));
  const balanceBefore = await balanceOf(stand, payTo);

  await steps.take('Relay pasted into the welcome page', async () =>
    pasteRelay(await browser.welcome(), stand.relay.url),
  );
  await allowSite(browser, stand);
  const { page, panel } = await steps.take('Side panel opened by the toolbar button', () =>
    browser.openWithPanel(stand.site),
  );
  await steps.take(`Joined “${news.terms.title}”, paid to ${payTo}`, () =>
    join(panel, news.terms.title, payTo),
  );
  await steps.take('Article opened, its task is offered', async () =>
    openOffered(page, await openArticle(stand, news), answer),
  );
  await steps.take(`Clicked “${answer}”, saved`, () => clickAnswer(page, answer));
  const { number, epoch: receivedIn } = await steps.take('Received: the panel shows the receipt', () =>
    readReceipt(panel),
  );
  await steps.take('Paid: the panel shows it as settled', () =>
    shows(panel, words('state_paid_says'), 60_000),
  );
  const { answer: kept, settledIn } = await steps.take('Receipt and statement agree, no alarm', () =>
    agree(panel),
  );
  const activated = await steps.take(`Epoch ${settledIn} is active on chain`, () =>
    until('The chain has activated the epoch', () => activatedEpoch(stand, settledIn)),
  );
  const credited = await steps.take('The statement on chain credits the address', () =>
    readStatement(stand, settledIn, activated, payTo),
  );
  const paid = await steps.take('Claimed in the panel', () => claim(panel, stand, payTo));
  const balanceAfter = await balanceOf(stand, payTo);
  await steps.take('The balance grew by exactly the credit', async () => {
    const { receipt } = kept;
    if (receipt.number !== number || receipt.epoch !== receivedIn || receipt.payTo !== payTo)
      throw new Error(`The panel shows another receipt than ${JSON.stringify(receipt)}`);
    if (credited === 0n || balanceAfter - balanceBefore !== credited || paid.amount !== credited)
      throw new Error(`${balanceBefore} + ${credited} is not ${balanceAfter}; paid ${paid.amount}`);
    if (paid.paidBy.toLowerCase() !== stand.chain.accounts.relay.address.toLowerCase())
      throw new Error(`${paid.paidBy} paid the gas, not the relay`);
  });
  return {
    browser: browser.name,
    receipt: kept.receipt,
    epoch: settledIn,
    statementHash: activated.statementHash,
    root: activated.rewardRoot,
    txHash: paid.txHash,
    credited: credited.toString(),
    balanceBefore: balanceBefore.toString(),
    balanceAfter: balanceAfter.toString(),
  };
}

/** The only batch's answer and the epoch that settled its label, after the extension has checked both. */
async function agree(panel: Tab) {
  const alarms = await readAlarms(panel);
  if (alarms.length > 0) throw new Error(`Alarm: ${alarms.join(' · ')}`);
  const { batches, labels } = await exportAll(panel);
  const [batch] = batches;
  const [label] = labels.filter(({ batch }) => batch !== null);
  if (batch?.answer == null || label?.epoch == null) throw new Error('The export has no receipt');
  return { answer: batch.answer, settledIn: label.epoch };
}

async function claim(panel: Tab, stand: Stand, payTo: Hex) {
  await turnTo(panel, 'section_earnings');
  await panel.click({ role: 'button', name: words('claim') });
  // The first claim of a profile offers a recovery file.
  await panel.click({ role: 'button', name: words('claim_without') });
  await shows(panel, wordsPattern('claim_mined'));
  return until('The chain paid', () => lastClaim(stand, payTo));
}
