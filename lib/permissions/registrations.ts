import { browser } from '../browser.ts';
import { type LabeledElsewhere, lookAgain } from '../messages.ts';

const script = '/content-scripts/overlay.js';
const idOf = (origin: string) => `overlay:${origin}`;

/** Which of these origins the browser grants. The registrations do not tell: one without a grant is silent. */
export async function grantedOf(origins: readonly string[]): Promise<string[]> {
  const granted = await Promise.all(
    // A browser that can not write an origin as a match pattern throws: it can not grant it either.
    origins.map((origin) => browser.permissions.contains({ origins: [origin] }).catch(() => false)),
  );
  return origins.filter((_, index) => granted[index]);
}

/** The origins for which overlays are registered. */
export async function registeredOrigins(): Promise<string[]> {
  const scripts = await browser.scripting.getRegisteredContentScripts();
  return scripts.flatMap(({ id }) => (id.startsWith(idOf('')) ? id.slice(idOf('').length) : []));
}

/**
 * Has the overlays that stand on pages of these origins ask again what their page offers.
 * @param message to whom of them: all, or those of one address
 * @param besides a tab that knows already
 */
export async function lookAgainAt(
  origins: string[],
  message: typeof lookAgain | LabeledElsewhere = lookAgain,
  besides?: number,
): Promise<void> {
  if (origins.length === 0) return;
  const tabs = await browser.tabs.query({ url: origins });
  // Where none stands nobody hears it.
  for (const { id } of tabs)
    if (id !== undefined && id !== besides) browser.tabs.sendMessage(id, message).catch(() => {});
}

/** Tabs of newly granted origins that are open already: registration alone reaches only pages loaded later. */
async function injectIntoOpenTabs(origins: string[]): Promise<void> {
  const tabs = await browser.tabs.query({ url: origins });
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id === undefined) return;
      // A tab may have gone, or show an error page: nothing is owed there.
      await browser.scripting
        .executeScript({ target: { tabId: id, allFrames: true }, files: [script] })
        .catch(() => {});
    }),
  );
}

/**
 * Makes the registered overlays those of the wanted origins that are granted: one registration each, differences only.
 * Registrations do not survive a reload of the extension and some restarts, so this runs at those, and when a campaign
 * is joined or left or a permission changes (P2).
 */
export async function alignRegistrations(wanted: readonly string[]): Promise<void> {
  const origins = await grantedOf(wanted);
  const registered = await registeredOrigins();
  const gone = registered.filter((origin) => !origins.includes(origin));
  const fresh = origins.filter((origin) => !registered.includes(origin));
  if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone.map(idOf) });
  if (fresh.length === 0) return;
  await browser.scripting.registerContentScripts(
    fresh.map((origin) => ({
      id: idOf(origin),
      matches: [origin],
      js: [script],
      allFrames: true,
      // Firefox tells pages what happens in the overlay, unless we listen before they do.
      runAt: import.meta.env.FIREFOX ? 'document_start' : 'document_idle',
      persistAcrossSessions: true,
    })),
  );
  await injectIntoOpenTabs(fresh);
}
