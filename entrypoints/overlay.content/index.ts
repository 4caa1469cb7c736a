import { defineContentScript } from 'wxt/utils/define-content-script';
import { hideEvents } from '../../components/overlay/hidden-events.ts';
import { isEmpty } from '../../components/overlay/offered.ts';
import { type OpenCard, openCard } from '../../components/overlay/open-card.ts';
import css from '../../components/overlay/overlay.css?inline';
import { styleOf } from '../../components/overlay/surface.ts';
import { languageOf } from '../../components/parts/language.ts';
import { callBackground as call } from './call-background.ts';
import { hear } from './hear.ts';
import { keptWords } from './kept-words.ts';
import { mayStandHere } from './may-stand-here.ts';
import { needsHere } from './needs-here.ts';
import { onAddressChange } from './on-address-change.ts';
import { followPage } from './page-here.ts';
import { parsed } from './parsed.ts';

/**
 * Registered at run time for the sites of joined campaigns, and nowhere else. Asks once what this page offers; draws
 * nothing where it offers nothing. Keyless: it knows offers and answers, no labels of others, no account.
 */
export default defineContentScript({
  registration: 'runtime',
  cssInjectionMode: 'manual',
  noScriptStartedPostMessage: true,
  async main({ signal }) {
    const events = hideEvents(signal);
    if (document.readyState === 'loading') await parsed(signal);
    if (!(await mayStandHere(signal))) return;
    let card: OpenCard | null = null;
    const pageNow = followPage(document);
    const onMoved = onAddressChange(pageNow, () => void look(), signal);
    const needs = { ...needsHere(), events, pageNow, onMoved, onStale: () => void look() };
    let looks = 0;

    const look = async () => {
      const here = pageNow();
      const mine = ++looks;
      const offered = await call('offersHere', here).catch(() => null);
      const isOfElements = offered !== null && offered.element.length > 0;
      const openChips = isOfElements ? await needs.loadChips().catch(() => null) : null;
      if (signal.aborted || mine !== looks || here.location !== location.href) return;
      // Nobody answered, or the same is asked: the card stays.
      if (offered === null ? card?.isOf(here) : card?.receive(offered, here)) return;
      card?.close();
      const isNothing = offered === null || isEmpty(offered);
      card = isNothing
        ? null
        : openCard(offered, { ...needs, openChips, page: here, language, css, styleOf: styles }, signal);
    };
    hear({ card: () => card, pageNow, look: () => void look() }, signal);
    const looking = look();
    // Read while the background looks: the page waits for the slower of the two only.
    const language = languageOf(
      keptWords((name, substitutions) => chrome.i18n.getMessage(name, substitutions)),
    );
    const secret = crypto.getRandomValues(new Uint32Array(2)).join('');
    const styles = (rules: string) => styleOf(rules, secret);
    await looking;
  },
});
