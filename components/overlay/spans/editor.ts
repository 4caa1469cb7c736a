import { lettersAt } from '../../../lib/anchoring/index.ts';
import type { Question } from '../../../lib/protocol/question/question.ts';
import type { Span, SpanQuestion } from '../../../lib/protocol/question/span.ts';
import { lettersOf, placesAreFew } from '../../../lib/protocol/target/places.ts';
import type { Answering, Done } from '../answering.ts';
import { isLocked, offerKey } from '../offer.ts';
import type { Sheet } from '../sheet.ts';
import { rangeIn, readingOf } from './reading.ts';
import { placeOf, renewed } from './renew.ts';
import { type SpanFault, spansOf, withoutSpan, withSpan } from './span-list.ts';
import { spanId, standingKey } from './spans.ts';
import { type Border, nextPart, type Step, snapped, stepped, type Unit } from './text-steps.ts';

/** What a person has in hand: some text, and the span that it is, if it is one already. */
export interface InHand {
  range: Range;
  /** What it held when it was taken. */
  text: string;
  span: { question: SpanQuestion; span: Span } | null;
  /** Which end steps move. */
  border: Border;
  /** Why the last act did not do. */
  fault: SpanFault | 'too-long' | null;
}

export interface EditorNeeds {
  answering: Answering;
  root(): HTMLElement;
  clock(): number;
  rangeOf(key: string): Range | undefined;
  keep(key: string, range: Range): void;
  /** What is in hand has changed. */
  changed(): void;
}

export type Editor = ReturnType<typeof createEditor>;

const isSpan = (question: Question): question is SpanQuestion => question.kind === 'span';

/** The sheet whose passages are marked: the one in front, else the first that asks for any. */
export function selectionSheet({ store }: Answering): Sheet | undefined {
  const { sheets, front } = store.getState();
  const asks = (sheet: Sheet | undefined) => sheet?.offer.target.unit === 'selection';
  return asks(sheets[front]) ? sheets[front] : sheets.find(asks);
}

export const spanQuestions = ({ offer }: Sheet): SpanQuestion[] => offer.questions.filter(isSpan);

/** Acts on passages of one page; it draws nothing. */
export function createEditor({ answering, root, clock, rangeOf, keep, changed }: EditorNeeds) {
  let hand: InHand | null = null;

  const set = (next: InHand | null) => {
    hand = next;
    changed();
  };
  /** The sheet, while its passages may change. */
  const openSheet = () => {
    const sheet = selectionSheet(answering);
    return sheet !== undefined && !isLocked(sheet.offer, clock()) ? sheet : undefined;
  };
  const spansNow = (sheet: Sheet) =>
    spanQuestions(sheet).flatMap((question) =>
      spansOf(sheet.draft[question.id]).map((span) => ({ question, span })),
    );
  /** Counts what is marked anew in a page that has changed. What is in hand goes along. */
  function renew(): void {
    const sheet = openSheet();
    if (sheet === undefined) return;
    const own = hand?.span;
    const change = renewed(sheet, { questions: spanQuestions(sheet), root: root(), rangeOf, keep });
    if (change === undefined) return;
    answering.renew(offerKey(sheet.offer), change.draft, change.places);
    const now = own && hand && lettersAt(hand.range, root());
    if (own && hand && now) hand = { ...hand, span: { ...own, span: { ...own.span, ...now } } };
    else if (own) set(null);
  }
  /** What is in hand is in hand as the span that it is now. */
  const take = (range: Range, span: InHand['span'], border: Border = 'end') =>
    set({ range, text: range.toString(), span, border, fault: null });
  /** What is in hand, if the page has left its text as it was; else the hand is empty from now on. */
  const held = (): InHand | null => {
    if (hand !== null && hand.range.toString() !== hand.text) set(null);
    return hand;
  };

  /** Puts text into a class: a new span, or the one in hand with other borders or another class. */
  function put(range: Range, question: SpanQuestion, id: string, by: Done['by']): boolean {
    renew();
    const sheet = openSheet();
    if (hand === null || sheet === undefined) return false;
    const refuse = (fault: InHand['fault']) => {
      if (hand !== null) set({ ...hand, fault });
      return false;
    };
    const place = placeOf(range, root());
    if (place === undefined) return refuse('too-long');
    const { target } = sheet.offer;
    if (target.unit !== 'selection' || !placesAreFew([...target.places, place])) return refuse('too-many');
    const span: Span = { class: id, ...lettersOf(place) };
    const before = hand.span?.question.id === question.id ? hand.span.span : undefined;
    const result = withSpan(question, sheet.draft[question.id], span, before);
    if ('fault' in result) return refuse(result.fault);
    // What is marked, and the button that saves it, are seen in the card.
    answering.show(answering.store.getState().sheets.indexOf(sheet));
    keep(standingKey(offerKey(sheet.offer), span), range);
    take(range, { question, span }, hand.border);
    void answering.answer(offerKey(sheet.offer), question.id, result.answer, by, [place]);
    return true;
  }

  return {
    renew,
    inHand: () => hand,
    isOpen: () =>
      answering.store
        .getState()
        .sheets.some(({ offer }) => offer.target.unit === 'selection' && !isLocked(offer, clock())),
    /** Takes text into the hand, widened to words. @returns whether there is any */
    mark(range: AbstractRange): boolean {
      const read = openSheet() && readingOf(range, root());
      const mark = read && snapped(read.reading.text, read.mark);
      const found = mark && rangeIn(read.reading, mark);
      if (found === undefined) return false;
      take(found, null);
      return true;
    },
    /** Takes a span into the hand, of whichever campaign it is. */
    takeSpan(id: string): boolean {
      for (const [at, sheet] of answering.store.getState().sheets.entries()) {
        const found = spansNow(sheet).find(({ span }) => spanId(offerKey(sheet.offer), span) === id);
        if (found === undefined) continue;
        const range = rangeOf(standingKey(offerKey(sheet.offer), found.span));
        if (range === undefined || isLocked(sheet.offer, clock())) return false;
        // Another campaign's: its sheet comes to the front.
        if (sheet !== selectionSheet(answering)) answering.show(at);
        take(range, found);
        return true;
      }
      return false;
    },
    /** Another sheet's passages are marked from now on: text stays in hand, a span of the other sheet does not. */
    turned(): void {
      if (hand?.span) set(null);
      else changed();
    },
    /** Goes to the next word or sentence, or to the one before; from where the page is seen when the hand is empty. */
    move(unit: 'word' | 'sentence', step: Step, from: () => AbstractRange | undefined): boolean {
      const start = held()?.range ?? from();
      const read = openSheet() && start && readingOf(start, root());
      if (!read) return false;
      const { reading, mark } = read;
      const next =
        hand === null
          ? nextPart(reading.text.slice(mark.start), undefined, unit, 1)
          : nextPart(reading.text, mark, unit, step);
      const shift = hand === null ? mark.start : 0;
      const found = next && rangeIn(reading, { start: next.start + shift, end: next.end + shift });
      if (found === undefined) return false;
      take(found, null);
      return true;
    },
    /** Moves a border of what is in hand by one step; of a span, its own. */
    stretch(unit: Unit, step: Step, border: Border | undefined, by: Done['by']): boolean {
      const own = held();
      const read = own && readingOf(own.range, root());
      if (!read || own === null) return false;
      const moved = stepped(read.reading.text, read.mark, border ?? own.border, unit, step);
      const range = moved && rangeIn(read.reading, moved);
      if (range === undefined) return false;
      if (own.span !== null) return put(range, own.span.question, own.span.span.class, by);
      take(range, null, border ?? own.border);
      return true;
    },
    chooseBorder(border: Border): void {
      if (hand !== null) set({ ...hand, border });
    },
    give(question: SpanQuestion, id: string, by: Done['by']): boolean {
      const own = held();
      return own !== null && put(own.range, question, id, by);
    },
    /** Takes the span in hand out of the answer; what was only marked is dropped. */
    remove(by: Done['by']): void {
      const sheet = openSheet();
      const own = hand?.span;
      set(null);
      if (sheet === undefined || own === null || own === undefined) return;
      const { question, span } = own;
      void answering.answer(
        offerKey(sheet.offer),
        question.id,
        withoutSpan(sheet.draft[question.id], span),
        by,
      );
    },
    drop(): void {
      if (hand !== null) set(null);
    },
    /** The id of the span in hand. */
    spanInHand(): string | undefined {
      const sheet = selectionSheet(answering);
      return sheet && hand?.span ? spanId(offerKey(sheet.offer), hand.span.span) : undefined;
    },
    /** Ids of all spans of the sheet, as they follow each other. */
    order(): string[] {
      const sheet = selectionSheet(answering);
      if (sheet === undefined) return [];
      const spans = spansNow(sheet).toSorted(
        (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
      );
      return spans.map(({ span }) => spanId(offerKey(sheet.offer), span));
    },
  };
}
