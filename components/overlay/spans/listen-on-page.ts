import { holds } from '../../../lib/anchoring/tree.ts';
import { isByPerson } from '../by-person.ts';
import { bodyHere } from './body-here.ts';
import type { DrawnMarks } from './draw-marks.ts';
import type { Editor } from './editor.ts';
import { selectedRange } from './selected-range.ts';

export interface PageListening {
  host: Element;
  editor: Editor;
  drawn: DrawnMarks;
  /** Spans have ids of their own among what is drawn. */
  isSpan(id: string): boolean;
}

/**
 * What a person does with the page's text: selecting some takes it into the hand, by pointer or with the browser's own
 * keys; a click on a span takes that. Nothing of the page is stopped or changed. Taking in hand answers nothing, so that
 * it only has to be a person.
 */
export function listenOnPage({ host, editor, drawn, isSpan }: PageListening, signal: AbortSignal): void {
  const options = { capture: true, passive: true, signal } as const;
  const selected = selectedRange();
  let before = '';

  /** @returns whether a new piece of text was selected */
  const takeSelection = (): boolean => {
    const range = selected.read();
    if (range === undefined) {
      before = '';
      return false;
    }
    const text = range.toString();
    const now = `${range.startOffset} ${text.length} ${text}`;
    if (now === before || !holds(bodyHere(), range.commonAncestorContainer) || isEdited(range)) return false;
    before = now;
    return editor.mark(range);
  };
  // What was selected while the script was on its way.
  if (editor.isOpen()) takeSelection();
  const isOurs = (event: Event) => event.composedPath().includes(host);

  // Selected once more, the same text is taken once more.
  document.addEventListener(
    'selectionchange',
    () => {
      if (selected.read() === undefined) before = '';
    },
    options,
  );
  addEventListener('pointerdown', (event) => selected.heardAt(event), options);
  addEventListener(
    'pointerup',
    (event) => {
      if (!isByPerson(event) || isOurs(event) || !editor.isOpen()) return;
      const { clientX, clientY } = event;
      selected.heardAt(event);
      // The browser selects after the event, a click on a selection takes it away.
      setTimeout(() => {
        if (signal.aborted || takeSelection()) return;
        if (selected.read() !== undefined) return;
        const id = drawn.at(clientX, clientY).find(isSpan);
        if (id === undefined || !editor.takeSpan(id)) editor.drop();
      });
    },
    options,
  );
  addEventListener(
    'keyup',
    (event) => {
      if (!isByPerson(event) || isOurs(event) || !editor.isOpen()) return;
      selected.heardAt(event);
      takeSelection();
    },
    options,
  );
}

/** What a person writes is no text of the page. */
const isEdited = ({ commonAncestorContainer: node }: Range): boolean => {
  const element = node instanceof Element ? node : node.parentElement;
  return element instanceof HTMLElement && element.isContentEditable;
};
