import { browser } from 'wxt/browser';
import type { OpenCard } from '../../components/overlay/open-card.ts';
import {
  askPage,
  askPassages,
  countElements,
  type LabeledElsewhere,
  labelingMode,
  lookAgain,
  type PageHere,
  type ShowPassage,
} from '../../lib/messages.ts';

const isShowing = (message: unknown): message is ShowPassage =>
  typeof message === 'object' && message !== null && 'showPassage' in message;

const isLabeled = (message: unknown): message is LabeledElsewhere =>
  typeof message === 'object' && message !== null && 'labeledElsewhere' in message;

export interface Told {
  card(): OpenCard | null;
  pageNow(): PageHere;
  look(): void;
}

/** Hears what the background and our own pages say to the overlay of a page. Only they can. */
export function hear({ card, pageNow, look }: Told, signal: AbortSignal): void {
  const listen = (message: unknown, _: unknown, answer: (value: unknown) => void) => {
    if (message === lookAgain || (isLabeled(message) && card()?.asksAbout(message.labeledElsewhere))) look();
    if (message === labelingMode) card()?.toggleLabeling();
    if (message === askPage) answer(pageNow());
    if (message === countElements) answer(card()?.found() ?? {});
    if (message === askPassages) answer(card()?.passages() ?? []);
    if (isShowing(message)) card()?.showPassage(message.showPassage.task, message.showPassage);
  };
  browser.runtime.onMessage.addListener(listen);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listen), { once: true });
}
