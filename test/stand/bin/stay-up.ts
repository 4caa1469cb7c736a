import { join } from 'node:path';
import type { BrowserName } from '../labeler-browser.ts';
import { openBrowser } from '../open-browser.ts';
import type { OwnCampaign } from '../open-campaign.ts';
import { type Say, timed } from '../progress.ts';
import type { Stack } from '../stack.ts';
import type { Stand } from '../stand.ts';
import { runOnce } from './once.ts';

type StayUp = {
  browser: BrowserName;
  /** When the person wants it to stop. */
  end: AbortSignal;
  say: Say;
  /** Takes what is to be stopped afterwards. */
  stack: Stack;
  /** The campaign that others label too. */
  crowd?: OwnCampaign | undefined;
};

/** Opens a browser on the stand, or makes the headless trip where there is no display, says what to try, and waits. */
export async function stayUp(stand: Stand, options: StayUp): Promise<void> {
  const { browser, end, say, crowd } = options;
  const missing = hasDisplay() ? await openWindow(stand, options) : 'There is no display';
  if (missing !== undefined) {
    say(`\n${missing}, so here is the trip in a headless browser:`);
    await runOnce(stand, { browser, say, end, begun: performance.now() });
  }
  if (end.aborted) return;
  say(whatToTry(stand, crowd));
  await new Promise<void>((resolve) => end.addEventListener('abort', () => resolve(), { once: true }));
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @returns why no window could be opened */
async function openWindow(
  stand: Stand,
  { browser: name, end, say, stack }: StayUp,
): Promise<string | undefined> {
  // Each browser's profile is of no use to the other.
  const profileDir = join(stand.dir, name === 'chromium' ? 'profile' : `profile-${name}`);
  const launched = await timed(say, 'Browser', () =>
    openBrowser(name, { headless: false, profileDir }).catch((failure: unknown) => String(failure)),
  );
  if (typeof launched === 'string') return `The browser can not open a window (${launched.split('\n')[0]})`;
  stack.push(launched.stop);
  void launched.closed.then(() => {
    if (!end.aborted) say('The browser is closed; the rest stays up until Ctrl-C.');
  });
  await launched.open(stand.site);
  await (await launched.welcome()).bringToFront();
  return undefined;
}

const whatToTry = (
  { dir, site, relay, contracts, chain, samples }: Stand,
  crowd: OwnCampaign | undefined,
): string => `
Try this:
  1. On the welcome page, practise, then paste the relay's address:   ${relay.url}
  2. Open the front page of the sample site:                          ${site}
  3. Click the extension's button: the side panel opens. Join “${samples[0]?.terms.title}”.
     Any address can be paid, for example                              ${chain.accounts.labeler.address}
  4. Open an article and click, or press a key in labeling mode. Half a minute later it is paid: claim in the panel.${
    crowd === undefined
      ? ''
      : `
  5. Join “${crowd.terms.title}” too: under “My labels” it says how well your answers agree, and what that pays.`
  }

  Chain                ${chain.url} (chain id ${chain.chainId})
  Test token           ${contracts.token}
  Escrow               ${contracts.escrow}
  The same, headless   npm start -- --once

Ctrl-C stops everything; the data stays in ${dir}.`;
