import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { styleOf } from '../components/overlay/surface.ts';
import { languageOf } from '../components/parts/language.ts';
import { pick } from '../components/picker/pick.tsx';
import css from '../components/picker/picker.css?inline';

/** Run in a page by the console, after the click that asked for its site. What it resolves to goes back to the console. */
export default defineUnlistedScript(() => {
  const language = languageOf((name, substitutions) => chrome.i18n.getMessage(name, substitutions));
  const style = styleOf(css, crypto.getRandomValues(new Uint32Array(2)).join(''));
  return pick(document, style, language);
});
