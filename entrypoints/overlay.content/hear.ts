import type { OpenCard } from '../../components/overlay/open-card.ts';
import { askPage, askPassages, countElements, labelingMode, type ShowPassage } from '../../lib/messages.ts';
import { pageHere } from './page-here.ts';

const isShowing = (message: unknown): message is ShowPassage =>
  typeof message === 'object' && message !== null && 'showPassage' in message;

/** What the background and our own pages say to the overlay of a page. Only they can. */
export function hear(message: unknown, card: OpenCard | null, answer: (value: unknown) => void): void {
  if (message === labelingMode) card?.toggleLabeling();
  if (message === askPage) answer(pageHere(document));
  if (message === countElements) answer(card?.found() ?? {});
  if (message === askPassages) answer(card?.passages() ?? []);
  if (isShowing(message)) card?.showPassage(message.showPassage.task, message.showPassage);
}
