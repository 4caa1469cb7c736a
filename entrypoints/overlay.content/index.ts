import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import css from '../../components/overlay/overlay.css?inline';
import { styleOf } from '../../components/overlay/surface.ts';
import { languageOf } from '../../components/parts/language.ts';
import { callerOf, labelingMode, type PageCalls } from '../../lib/messages.ts';
import { onAddressChange } from './on-address-change.ts';
import { type OpenCard, openCard } from './open-card.ts';
import { pageHere } from './page-here.ts';

/**
 * Registered at run time for the sites of joined campaigns, and nowhere else. Asks once what this page offers; draws
 * nothing where it offers nothing. Keyless: it knows offers and answers, no labels of others, no account.
 */
export default defineContentScript({
  registration: 'runtime',
  cssInjectionMode: 'manual',
  noScriptStartedPostMessage: true,
  async main({ signal }) {
    const call = callerOf<PageCalls>(async (message) => browser.runtime.sendMessage(message));
    let card: OpenCard | null = null;

    const look = async () => {
      const here = pageHere(document);
      const offers = await call('offersHere', here).catch(() => []);
      if (signal.aborted || here.location !== location.href || card?.receive(offers)) return;
      card?.close();
      card = offers.length === 0 ? null : openCard(offers, { call, language, style }, signal);
    };
    const listen = (message: unknown) => {
      if (message === labelingMode) card?.toggleLabeling();
    };
    browser.runtime.onMessage.addListener(listen);
    signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listen), { once: true });
    onAddressChange(() => void look(), signal);
    const looking = look();
    // Read while the background looks: the page waits for the slower of the two only.
    const language = languageOf((name, substitutions) => chrome.i18n.getMessage(name, substitutions));
    const style = styleOf(css, crypto.getRandomValues(new Uint32Array(2)).join(''));
    await looking;
  },
});
