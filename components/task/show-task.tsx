import { render } from 'preact';
import type { LabeledTask } from '../../lib/view/tasks.ts';
import { createSlices } from '../overlay/chips/slices.ts';
import { inLanguage } from '../overlay/in-language.tsx';
import { bodyHere } from '../overlay/spans/body-here.ts';
import { type Drawn, drawMarks } from '../overlay/spans/draw-marks.ts';
import { keepRanges } from '../overlay/spans/keep-ranges.ts';
import { revealRange } from '../overlay/spans/reveal-range.ts';
import { createSurface, type Surface } from '../overlay/surface.ts';
import type { Language } from '../parts/language.ts';
import { drawFrames } from './draw-frames.ts';
import { tagDrawer } from './draw-tags.ts';
import { elementsOf } from './find-element.ts';
import { mostPassages, passagesOf } from './said.ts';
import { type Here, TaskCard } from './task-card.tsx';
import { lookOf, looks } from './who.tsx';

/** Lines that lie under one another; labelers beyond them share. */
const lanes = 4;

const withoutQuery = (address: string): string => {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return origin + pathname;
};

interface TaskNeeds {
  task: LabeledTask;
  language: Language;
  /** A steady clock in milliseconds. */
  now(): number;
  onClose(): void;
}

/**
 * Shows all labels of a task in its page, on a closed surface of ours, until that is closed by its button or by Escape. Nothing can be
 * labeled by it.
 * @returns closes it
 */
export function showTask(
  page: Document,
  style: CSSStyleSheet,
  language: Language,
  task: LabeledTask,
): () => void {
  const end = new AbortController();
  const close = () => end.abort();
  drawTask(
    createSurface(page, style, end.signal),
    { task, language, now: () => performance.now(), onClose: close },
    end.signal,
  );
  return close;
}

/** Draws the card, and what it is about where the page has it. */
export function drawTask(
  { host, root, layer }: Surface,
  { task, language, now, onClose }: TaskNeeds,
  signal: AbortSignal,
): void {
  const page = host.ownerDocument;
  root.classList.add('task');
  for (const part of [root, layer]) {
    part.lang = language.locale;
    part.dir = language.direction;
  }
  const slices = createSlices(now, signal);
  const inWords = inLanguage(language, Date.now);
  let here: Here = {
    standings: new Map(),
    elementGone: false,
    elsewhere: withoutQuery(page.location.href) !== withoutQuery(task.address),
  };
  let show = (_key: string) => {};
  const draw = (more: Partial<Here> = {}) => {
    here = { ...here, ...more };
    const card = <TaskCard task={task} here={here} onShow={({ key }) => show(key)} onClose={leave} />;
    render(inWords(card), root);
  };
  const before = page.activeElement;
  const leave = () => {
    const isFocused = page.activeElement === host;
    onClose();
    if (isFocused && before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  signal.addEventListener('abort', () => render(null, root), { once: true });
  page.defaultView?.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !event.isTrusted || event.isComposing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      leave();
    },
    { capture: true, signal },
  );
  draw();

  if (task.targets.unit === 'selection') showPassages();
  if (task.targets.unit === 'element') showElements();

  function showPassages(): void {
    const passages = task.questions.flatMap(({ question }) =>
      question.kind === 'span'
        ? passagesOf(question, task)
            .slice(0, mostPassages)
            .map((passage) => {
              const name = question.classes.find(({ id }) => id === passage.span.class)?.label ?? '';
              return { ...passage, name };
            })
        : [],
    );
    const sought = passages.flatMap(({ key, place }) => (place === undefined ? [] : [{ key, place }]));
    let isShown = false;
    const ranges = keepRanges(
      {
        root: bodyHere,
        sought: () => sought,
        now,
        tell(standings) {
          draw({ standings });
          marks.soon();
          const first = sought.find(({ key }) => ranges.of(key) !== undefined);
          if (first !== undefined && !isShown) revealRange(ranges.of(first.key));
          isShown ||= first !== undefined;
        },
      },
      signal,
    );
    const markId = (key: string, who: number) => `${key} ${who}`;
    const toDraw = (): Drawn[] =>
      passages.flatMap(({ key, who }) => {
        const range = ranges.of(key);
        if (range === undefined) return [];
        // The looks begin again then, and the ground is as deep as it gets.
        return who.slice(0, looks).map((one) => ({
          id: markId(key, one),
          range,
          look: `${lookOf(one)} lane-${one % lanes}`,
        }));
      });
    const tag = tagDrawer(host, layer);
    const after = () =>
      tag(
        passages.map(({ key, who, name }) => ({
          line: marks.boxesOf(markId(key, who[0] ?? 0))[0],
          words: `${who.map((one) => one + 1).join(' ')} ${name}`,
        })),
      );
    const marks = drawMarks(host, layer, bodyHere, { marks: toDraw, after, slices }, signal);
    show = (key) => revealRange(ranges.of(key));
    ranges.look();
  }

  function showElements(): void {
    let isShown = false;
    const found = ([first]: readonly Element[]) => {
      draw({ elementGone: first === undefined });
      if (first !== undefined && !isShown) first.scrollIntoView({ block: 'center', behavior: 'instant' });
      isShown ||= first !== undefined;
    };
    drawFrames(host, layer, { find: () => elementsOf(task, page), found, now, slices }, signal);
  }
}
