import { render } from 'preact';
import { readAhead } from '../../../lib/anchoring/index.ts';
import { above, isElement } from '../../../lib/anchoring/tree.ts';
import { lettersOf } from '../../../lib/protocol/target/places.ts';
import type { Key } from '../../parts/language.ts';
import { adopt } from '../adopt.ts';
import { isByPerson } from '../by-person.ts';
import { createSlices } from '../chips/slices.ts';
import { inLanguage } from '../in-language.tsx';
import { flowOf } from '../layer/flow.ts';
import { originOf, put, viewWidth } from '../layer/put.ts';
import { offerKey } from '../offer.ts';
import { BarView } from './bar-view.tsx';
import { bodyHere } from './body-here.ts';
import { type Drawn, drawMarks } from './draw-marks.ts';
import { createEditor, selectionSheet, spanQuestions } from './editor.ts';
import { keepRanges, type Sought } from './keep-ranges.ts';
import { listenOnPage } from './listen-on-page.ts';
import { pageTop } from './page-top.ts';
import { barPlacer } from './place-bar.ts';
import { revealRange } from './reveal-range.ts';
import { spanKey } from './span-keys.ts';
import { spansOf } from './span-list.ts';
import css from './spans.css?inline';
import { type OpenSpans, spanId, standingKey } from './spans.ts';

/** Id of what is in hand, among what is drawn. */
const handId = 'hand';

/** Marks passages of the page by pointer and keys, draws them, and finds those of a saved label again. */
export const openSpans: OpenSpans = (needs, signal) => {
  const { host, layer, answering, standings, guard, guardFor, language, styleOf, clock, now, card } = needs;
  const inWords = inLanguage(language, clock);
  const slices = createSlices(now, signal);
  const root = bodyHere;
  let note: Key | null = null;

  const marks = layer.ownerDocument.createElement('div');
  const bar = layer.ownerDocument.createElement('div');
  bar.className = 'surface span-bar';
  bar.hidden = true;
  layer.dir = language.direction;
  layer.lang = language.locale;
  layer.append(marks, bar);
  const takeStyle = adopt(layer, styleOf(css));
  const barGuard = guardFor(bar);

  const sought = (): Sought[] =>
    answering.store.getState().sheets.flatMap(({ offer }) =>
      offer.target.unit === 'selection'
        ? offer.target.places.map((place) => ({
            key: standingKey(offerKey(offer), lettersOf(place)),
            place,
          }))
        : [],
    );
  const ranges = keepRanges(
    {
      root,
      sought,
      now,
      tell(told) {
        standings.setState(told, true);
        drawn.soon();
      },
    },
    signal,
  );
  const editor = createEditor({
    answering,
    root,
    clock,
    rangeOf: ranges.of,
    keep: ranges.keep,
    changed() {
      note = null;
      // While the person looks for the class.
      if (editor.inHand() !== null) slices(readAhead(root()));
      draw();
    },
  });

  /** All spans of all sheets, and on top what is in hand. */
  const toDraw = (): Drawn[] => {
    const all: Drawn[] = [];
    for (const sheet of answering.store.getState().sheets)
      for (const question of spanQuestions(sheet))
        for (const span of spansOf(sheet.draft[question.id])) {
          const range = ranges.of(standingKey(offerKey(sheet.offer), span));
          const order = question.classes.findIndex((one) => one.id === span.class);
          const saved = sheet.offer.own === null ? '' : ' saved';
          if (range !== undefined)
            all.push({ id: spanId(offerKey(sheet.offer), span), range, look: `look-${order % 8}${saved}` });
        }
    const hand = editor.inHand();
    if (hand !== null) all.push({ id: handId, range: hand.range, look: `in-hand ${hand.border}` });
    return all;
  };
  const drawn = drawMarks(host, marks, root, { marks: toDraw, after: () => placeBar(), slices }, signal);

  const judgedBy =
    (judge: typeof guard) =>
    (event: Event, act: () => void): void => {
      const verdict = judge(event);
      if (verdict === 'accept') act();
      if (verdict === 'accept' || verdict === 'ignore') return;
      const sheet = selectionSheet(answering);
      note = verdict === 'again' ? 'confirm_again' : 'confirm_panel';
      if (sheet !== undefined) answering.say(offerKey(sheet.offer), { kind: 'confirm', where: verdict });
      draw();
    };
  const onBar = judgedBy(barGuard);

  function draw(): void {
    const hand = editor.inHand();
    const sheet = selectionSheet(answering);
    const view = hand !== null && sheet !== undefined && (
      <BarView
        sheet={sheet}
        hand={hand}
        note={note}
        onGive={(question, id, event) =>
          onBar(event, () => {
            const asked = spanQuestions(sheet).find((one) => one.id === question);
            if (asked === undefined || !editor.give(asked, id, 'pointer')) return;
            editor.drop();
            getSelection()?.removeAllRanges();
          })
        }
        onStretch={(border, step, event) =>
          onBar(event, () => void editor.stretch('word', step, border, 'pointer'))
        }
        onRemove={(event) => onBar(event, () => editor.remove('pointer'))}
        onClose={(event) => isByPerson(event) && editor.drop()}
      />
    );
    bar.hidden = !view;
    render(inWords(view || null), bar);
    if (view) drawn.now();
    drawn.soon();
  }
  const placeFor = barPlacer();
  function placeBar(): void {
    const hand = editor.inHand();
    if (bar.hidden || hand === null) return;
    const size = bar.getBoundingClientRect();
    const origin = originOf(host);
    const view = { width: viewWidth(origin), height: innerHeight };
    const at = placeFor(hand.range, drawn.boxesOf(handId), { size, view, card: card() });
    if (at !== undefined) put(bar, at, origin);
  }

  listenOnPage({ host, editor, drawn, isSpan: (id) => id !== handId }, signal);
  let places = '';
  const taskNow = () => {
    const sheet = selectionSheet(answering);
    return sheet && offerKey(sheet.offer);
  };
  let task = taskNow();
  const stop = answering.store.subscribe(() => {
    if (taskNow() !== task) {
      task = taskNow();
      editor.turned();
    }
    const wanted = sought()
      .map(({ key }) => key)
      .join();
    if (wanted !== places) ranges.look();
    places = wanted;
    drawn.soon();
  });
  ranges.look();
  signal.addEventListener(
    'abort',
    () => {
      stop();
      render(null, bar);
      bar.remove();
      takeStyle();
      marks.remove();
    },
    { once: true },
  );
  return {
    key(press) {
      const sheet = selectionSheet(answering);
      if (sheet === undefined) return undefined;
      // What is in hand may not be what it was after these.
      if (press.action === 'undo' || press.action === 'redo' || press.action === 'repeat') editor.drop();
      return spanKey(press, {
        editor,
        sheet,
        flow() {
          const { startContainer } = editor.inHand()?.range ?? pageTop(root()) ?? {};
          const round = startContainer && above(startContainer);
          return flowOf(round && isElement(round) ? round : root());
        },
        from: () => pageTop(root()),
        reveal: () => revealRange(editor.inHand()?.range),
        judged: (act) => judgedBy(guard)(press.event, act),
      });
    },
    setLabeling(on) {
      if (!on) editor.drop();
    },
    renew: editor.renew,
    show(shown, letters) {
      const key = standingKey(shown, letters);
      const range = ranges.of(key);
      if (range === undefined) return;
      revealRange(range);
      const mark = toDraw().find(({ id }) => id.startsWith(`${key} `));
      if (mark !== undefined) editor.takeSpan(mark.id);
    },
  };
};
