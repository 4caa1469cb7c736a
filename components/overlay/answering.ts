import { createStore } from 'zustand/vanilla';
import type { Caller, PageCalls } from '../../lib/messages.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import type { Answer } from '../../lib/protocol/question/question.ts';
import type { Place } from '../../lib/protocol/target/selection.ts';
import type { Target } from '../../lib/protocol/target/target.ts';
import type { Offer } from '../../lib/view/offer.ts';
import type { Clock } from '../parts/clock.ts';
import { failureOf } from '../parts/failure.ts';
import { stillFitting } from '../question/still-fitting.ts';
import { type Answered, createHistory, type History } from './history.ts';
import type { Note, Nothing } from './note.ts';
import { isComplete, isLocked, offerKey, savesAtOnce } from './offer.ts';
import { answeredNow, isBegun, isSaved, placed, type Sheet, seenBy, sheetOf } from './sheet.ts';
import { withPlaces } from './with-places.ts';

export interface AnsweringState {
  sheets: readonly Sheet[];
  /** Index of the sheet in front. */
  front: number;
}

/** How an act came about, and that it is done: for who watches from outside (the practice page). */
export interface Done {
  what: 'saved' | 'undone';
  by: 'pointer' | 'key';
}

export interface AnsweringNeeds {
  call: Caller<PageCalls>;
  clock: Clock;
  /** Milliseconds of activity spent on the label now saved. */
  activeMs(offer: Offer): number;
  onDone?(done: Done): void;
  /** What is shown is not what the background has: newer offers are wanted (`receive`). */
  onStale?(): void;
  /** Runs what changes something while a call is on its way; when that is drawn can wait for the answer. */
  lightly?(act: () => void): void;
  /** A moment before a label is made of what is answered. */
  beforeSave?(): void;
}

export type Answering = ReturnType<typeof createAnswering>;

/** How many passages an answer marks. */
const marks = (answer: Answer | null | undefined): number =>
  answer?.kind === 'span' ? answer.spans.length : 0;

/** Answers to the offers of one page, from the first key to "saved". Nothing of it is kept anywhere but in the background. */
export function createAnswering(offers: readonly Offer[], needs: AnsweringNeeds) {
  const store = createStore<AnsweringState>()(() => ({ sheets: offers.map(sheetOf), front: 0 }));
  const waiting = new Map<string, Done['by']>();
  const lightly = needs.lightly ?? ((act) => act());
  const histories = new Map<string, History>();

  const find = (key: string) => store.getState().sheets.find(({ offer }) => offerKey(offer) === key);
  const change = (key: string, part: Partial<Sheet>) =>
    store.setState(({ sheets }) => ({
      sheets: sheets.map((sheet) => (offerKey(sheet.offer) === key ? { ...sheet, ...part } : sheet)),
    }));

  const historyOf = (key: string): History => {
    const known = histories.get(key) ?? createHistory();
    histories.set(key, known);
    return known;
  };
  /** The sheet while it can be acted on. */
  const free = (key: string) => {
    const sheet = find(key);
    return sheet?.busy === false ? sheet : undefined;
  };
  const nothing = (key: string, to: Nothing) => change(key, { note: { kind: 'nothing', to } });
  const put = (key: string, { offer }: Sheet, { draft, target }: Answered) =>
    change(key, { draft, offer: { ...offer, target: placed(offer.target, target) }, note: null });

  /**
   * Runs one call for a sheet, and then what was to be saved meanwhile. The word for it is said only when it takes long.
   * @param act answers with what becomes of the sheet as it is then: its labeler may have gone on
   */
  async function during(
    key: string,
    act: () => Promise<(now: Sheet) => Partial<Sheet>>,
    again: 'save' | 'undo',
  ): Promise<void> {
    lightly(() => change(key, { busy: 'quick', note: null }));
    const slow = setTimeout(() => change(key, { busy: 'slow' }), 100);
    try {
      const after = await act();
      const now = find(key);
      const part = now && after(now);
      change(key, { ...part, busy: false });
      // It has gone to the relay, or it was taken back or replaced elsewhere.
      if (part?.note?.kind === 'too-late') needs.onStale?.();
    } catch (thrown) {
      const failure = failureOf(thrown);
      // Whether that is to be replaced, they are asked first.
      if (failure.code === 'labeled-elsewhere') waiting.delete(key);
      change(key, { busy: false, note: { kind: 'failed', failure, again } });
      if (failure.code === 'terms-changed') needs.onStale?.();
    } finally {
      clearTimeout(slow);
    }
    const next = waiting.get(key);
    waiting.delete(key);
    if (next !== undefined) await save(key, next);
  }

  /** Saves what is answered now. While a save is on its way the newest draft waits and goes after it. */
  async function save(key: string, by: Done['by']): Promise<void> {
    needs.beforeSave?.();
    const sheet = find(key);
    if (sheet === undefined || !isComplete(sheet.offer, sheet.draft) || isLocked(sheet.offer, needs.clock()))
      return;
    if (sheet.busy !== false) {
      waiting.set(key, by);
      return;
    }
    const { offer, draft } = sheet;
    const { campaign, termsHash, target } = offer;
    await during(
      key,
      async () => {
        const activeMs = needs.activeMs(offer);
        const own = await needs.call('save', {
          campaign,
          termsHash,
          target,
          body: draft,
          assist: 'human',
          ...(savesAtOnce(offer) ? {} : { instead: seenBy(sheet) }),
          activeMs,
        });
        needs.onDone?.({ what: 'saved', by });
        const saved = { draft: own.body, target };
        return (now) => ({ offer: { ...now.offer, own }, saved, note: { kind: 'saved' } });
      },
      'save',
    );
  }

  async function undo(key: string, by: Done['by']): Promise<void> {
    const sheet = find(key);
    const own = sheet?.offer.own;
    if (sheet === undefined || own === null || own === undefined || sheet.busy !== false) return;
    await during(
      key,
      async () => {
        const taken = await needs.call('undo', { id: own.id });
        if (!taken)
          return ({ offer }) => ({
            offer: { ...offer, own: { ...own, undoUntil: 0 } },
            note: { kind: 'too-late' },
          });
        needs.onDone?.({ what: 'undone', by });
        return (now) => {
          const isSame = now.draft === sheet.draft;
          const history = historyOf(key);
          // What was answered meanwhile stands, and there is nothing to do again.
          if (isSame) history.taken(answeredNow(sheet));
          const isAtOnce = savesAtOnce(sheet.offer);
          if (isAtOnce) history.settle();
          // What took more than one act is not to be done again.
          const draft = isSame && isAtOnce ? {} : now.draft;
          return { offer: { ...now.offer, own: null }, saved: null, draft, note: { kind: 'undone' } };
        };
      },
      'undo',
    );
  }

  /** Takes back the last act: an answer that is not saved yet, else the label. */
  async function stepBack(key: string, by: Done['by']): Promise<void> {
    const sheet = free(key);
    if (sheet === undefined) return;
    const isOpen = !isSaved(sheet) && !isLocked(sheet.offer, needs.clock());
    const before = isOpen ? historyOf(key).back(answeredNow(sheet)) : undefined;
    if (before !== undefined) put(key, sheet, before);
    else if (sheet.offer.own === null) nothing(key, 'undo');
    else await undo(key, by);
  }

  /** Does again what was taken back last. */
  async function redo(key: string, by: Done['by']): Promise<void> {
    const sheet = free(key);
    if (sheet === undefined || isLocked(sheet.offer, needs.clock())) return;
    const after = historyOf(key).again(answeredNow(sheet));
    if (after === undefined) return nothing(key, 'redo');
    put(key, sheet, after);
    if (after.saved) await save(key, by);
  }

  /** Answers what this campaign was told last, of this page or another, and saves it. */
  async function repeat(key: string, by: Done['by']): Promise<void> {
    const asked = free(key);
    if (asked === undefined || isLocked(asked.offer, needs.clock())) return;
    const { campaign, target } = asked.offer;
    const last = await needs.call('lastAnswer', { campaign, address: target.address }).catch(() => null);
    const sheet = free(key);
    if (sheet === undefined || sheet.draft !== asked.draft) return;
    if (last === null || !isComplete(sheet.offer, last)) return nothing(key, 'repeat');
    historyOf(key).did(answeredNow(sheet));
    put(key, sheet, { draft: last, target: withPlaces(target, last, []) });
    await save(key, by);
  }

  /**
   * Sets or takes away one answer, and saves where that is all that is asked.
   * @param places of passages that the answer names and those before it did not
   */
  async function answer(
    key: string,
    question: string,
    given: Answer | null,
    by: Done['by'],
    places: readonly Place[] = [],
  ): Promise<void> {
    const sheet = find(key);
    if (sheet === undefined || isLocked(sheet.offer, needs.clock())) return;
    const { [question]: _, ...others } = sheet.draft;
    const draft = given === null ? others : { ...others, [question]: given };
    const target = withPlaces(sheet.offer.target, draft, places);
    historyOf(key).did(answeredNow(sheet));
    const saves = given !== null && savesAtOnce(sheet.offer);
    const note: Note | null = marks(given) < marks(sheet.draft[question]) ? { kind: 'unmarked' } : null;
    const set = () => change(key, { draft, offer: { ...sheet.offer, target }, note });
    if (!saves) return set();
    lightly(set);
    await save(key, by);
  }

  /** Takes the background's newer view of the same page; drafts and acts under way stay. */
  function receive(newer: readonly Offer[]): void {
    store.setState(({ sheets, front }) => ({
      sheets: newer.map((offer) => {
        const before = sheets.find((sheet) => offerKey(sheet.offer) === offerKey(offer));
        if (before === undefined) return sheetOf(offer);
        if (before.busy !== false) return before;
        const changed = JSON.stringify(before.offer.own?.body) !== JSON.stringify(offer.own?.body);
        // What is marked here and not saved stays: that there is another label is told when it is.
        if (changed && isBegun(before) && !savesAtOnce(offer)) return before;
        if (changed) historyOf(offerKey(offer)).forget();
        if (changed) return sheetOf(offer);
        const draft = stillFitting(before.draft, offer.questions);
        return { ...before, draft, offer: { ...offer, target: before.offer.target } };
      }),
      front: Math.max(0, Math.min(front, newer.length - 1)),
    }));
  }

  return {
    store,
    answer,
    /** The same answers, counted in the page as it is. */
    renew(key: string, draft: Body, places: readonly Place[]): void {
      const sheet = find(key);
      if (sheet === undefined) return;
      const target = withPlaces(sheet.offer.target, draft, places);
      // Its letters were those of another text.
      historyOf(key).forget();
      change(key, { draft, offer: { ...sheet.offer, target } });
    },
    /** What the label will say of where it was given. */
    aim(key: string, target: Target): void {
      const sheet = find(key);
      if (sheet !== undefined) change(key, { offer: { ...sheet.offer, target } });
    },
    save,
    undo,
    /** What was changed and not saved when the time for it was over is as it was saved: that is what goes. */
    settle(key: string): void {
      const sheet = find(key);
      if (sheet === undefined || sheet.saved === null || sheet.busy !== false || isSaved(sheet)) return;
      if (!isLocked(sheet.offer, needs.clock())) return;
      historyOf(key).forget();
      put(key, sheet, sheet.saved);
      change(key, { note: { kind: 'settled' } });
    },
    stepBack,
    redo,
    repeat,
    receive,
    say: (key: string, note: Note) => change(key, { note }),
    show: (front: number) =>
      store.setState(({ sheets }) => ({ front: (front + sheets.length) % Math.max(sheets.length, 1) })),
  };
}
