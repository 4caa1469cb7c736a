import { browser } from 'wxt/browser';
import { keptDrafts } from '../../components/overlay/kept-drafts.ts';
import { changed } from '../../lib/messages.ts';
import { callBackground as call, expectAnswer } from './call-background.ts';
import { loadLate } from './load-late.ts';

/** What every card of this page needs from the extension around it. */
export const needsHere = () => ({
  call,
  loadSpan: loadLate(call, 'kind-span'),
  loadChips: loadLate(call, 'chips'),
  loadPalette: loadLate(call, 'palette'),
  loadGuide: loadLate(call, 'guide'),
  onPassages: () => void browser.runtime.sendMessage(changed).catch(() => {}),
  onNear: expectAnswer,
  drafts: keptDrafts(),
});
