import type { Caller, PageCalls } from '../../lib/messages.ts';
import type { Answering } from './answering.ts';
import { offerKey, savesAtOnce } from './offer.ts';
import type { Sheet } from './sheet.ts';

/** What happens in one go is told once. */
const gatherMs = 500;

/** Of a label that is there nothing is told: it was saved. */
const textOf = ({ offer, draft }: Sheet): string => (offer.own === null ? JSON.stringify(draft) : '');

/**
 * Tells the background what is answered and not saved yet, where that takes more than one act: a page that is loaded again, by
 * mistake or after a crash of its own, has it.
 */
export function tellDrafts({ store }: Answering, call: Caller<PageCalls>, signal: AbortSignal): void {
  const sheets = () => store.getState().sheets.filter(({ offer }) => !savesAtOnce(offer));
  const told = new Map(sheets().map((sheet) => [offerKey(sheet.offer), textOf(sheet)]));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const sheet of sheets()) {
      const { campaign, termsHash, target, own } = sheet.offer;
      const [key, text] = [offerKey(sheet.offer), textOf(sheet)];
      if ((told.get(key) ?? '{}') === text) continue;
      told.set(key, text);
      if (own === null) call('keepDraft', { campaign, termsHash, target, body: sheet.draft }).catch(() => {});
    }
  };
  const stop = store.subscribe(() => {
    timer ??= setTimeout(tell, gatherMs);
  });
  addEventListener('pagehide', tell, { signal });
  signal.addEventListener(
    'abort',
    () => {
      tell();
      stop();
    },
    { once: true },
  );
}
