import { browser } from 'wxt/browser';
import { keptDrafts } from '../../components/overlay/kept-drafts.ts';
import { changed } from '../../lib/messages.ts';
import { callBackground as call, expectAnswer } from './call-background.ts';
import { loadPalette } from './load-palette.ts';
import { loadSpan } from './load-span.ts';

/** What every card of this page needs from the extension around it. */
export const needsHere = () => ({
  call,
  loadSpan: loadSpan(call),
  loadPalette: loadPalette(call),
  onPassages: () => void browser.runtime.sendMessage(changed).catch(() => {}),
  onNear: expectAnswer,
  drafts: keptDrafts(),
});
