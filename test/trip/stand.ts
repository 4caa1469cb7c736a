import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserProxy, startBrowserProxy } from '../stand/browser-proxy.ts';
import { buildExtension } from '../stand/built-extension.ts';
import { keepEvidence } from '../stand/evidence.ts';
import type { BrowserName, BrowserOptions, LabelerBrowser } from '../stand/labeler-browser.ts';
import { openBrowser } from '../stand/open-browser.ts';
import { makeStack } from '../stand/stack.ts';
import { type Stand, startStand } from '../stand/stand.ts';
import { makeTempFolder } from '../stand/temp.ts';

/** A stand with a browser on it, for the tests of one file. */
export type TripStand<B extends LabelerBrowser = LabelerBrowser> = {
  stand: Stand;
  browser: B;
  /** Everything that leaves the browser goes through it. */
  proxy: BrowserProxy;
  /** A browser with a profile of its own, as on another computer, under this name. */
  another(profile?: string): Promise<B>;
  /** Where files go that a person saves. */
  downloads: string;
  /** Runs one trip; when it fails, keeps what can be seen and names the folder in the error. */
  trip(act: () => Promise<void>): Promise<void>;
  /** What else has to end with it. */
  push(stop: () => Promise<void>): void;
  stop(): Promise<void>;
};

/**
 * Brings everything up on a temporary folder: real parts, the built extension, a fresh profile. What came up before a
 * failure is stopped again.
 */
export const startTripStand = (name: BrowserName): Promise<TripStand> =>
  startTripStandIn(name, (options) => openBrowser(name, options));

/** The same, for trips that look at what only one browser shows. */
export async function startTripStandIn<B extends LabelerBrowser>(
  name: BrowserName,
  open: (options: BrowserOptions) => Promise<B>,
): Promise<TripStand<B>> {
  const stack = makeStack();
  try {
    const temp = await makeTempFolder('trip');
    stack.push(temp.stop);
    await buildExtension(name);
    const stand = await startStand({ dir: temp.dir, epochSeconds: 3, say: () => {} });
    stack.push(stand.stop);
    const proxy = await startBrowserProxy();
    stack.push(proxy.stop);
    const downloads = join(temp.dir, 'downloads');
    await mkdir(downloads);
    const openProfile = async (profile: string) => {
      const profileDir = join(temp.dir, profile);
      const opened = await open({ headless: true, profileDir, proxy: proxy.url, downloads });
      stack.push(opened.stop);
      return opened;
    };
    const browser = await openProfile('profile');
    const another = (profile = 'another-profile') => openProfile(profile);
    const trip: TripStand['trip'] = async (act) => {
      try {
        await act();
      } catch (cause) {
        const kept = await keepEvidence(browser, stand.relay.logFile);
        throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\nKept: ${kept}`, {
          cause,
        });
      }
    };
    return { stand, browser, proxy, another, downloads, trip, push: stack.push, stop: stack.stop };
  } catch (failure) {
    await stack.stop().catch(() => {});
    throw failure;
  }
}
