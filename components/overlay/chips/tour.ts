import { unitOf } from './element-unit.ts';
import type { Chip, Followed } from './follow-elements.ts';
import { nextElement, type Spot } from './next-element.ts';
import type { OpenChip } from './open-chip.tsx';

/** Going from chip to chip by keys, and staying with an element whatever the page does with its node. */
export interface Tour {
  /** Keys mean chips from now on: the one that is open, else the first in sight. */
  begin(): void;
  /** @param before what was just saved of the one that is open */
  move(step: 1 | -1, isWanted?: (chip: Chip) => boolean, before?: string): Promise<void>;
  end(): void;
  /** Whether keys mean chips now. */
  isOn(): boolean;
  show(chip: Chip, focus: boolean, before?: string): void;
  close(): void;
  /** Of all chips one is in the tab order. */
  isReachable(chip: Chip): boolean;
  drawn(chip: Chip): void;
  gone(chip: Chip): void;
}

/** How long an element may be away while a framework puts another node in its place. */
const awayMs = 600;
const answerMs = 3_000;
/** How many elements in a row may be passed because they take no label. */
const mostPassed = 500;
/** What is nearer to the viewport's edge may lie under a bar of the page. */
const marginPx = 80;

/** @param redraw of chips whose part changed */
export function createTour(
  all: readonly Followed[],
  host: Element,
  open: OpenChip,
  redraw: (chip: Chip) => void,
  signal: AbortSignal,
): Tour {
  let on = false;
  let turn = 0;
  let spot: Spot | undefined;
  let reachable: Chip | undefined;
  let sought: { followed: Followed; unit: string; focus: boolean } | undefined;
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Map<Chip, () => void>();

  const spotOf = ({ element, followed }: Chip): Spot => {
    const origin = host.getBoundingClientRect();
    const { top, left } = element.getBoundingClientRect();
    return { top: top - origin.top, left: left - origin.left, order: followed.order };
  };
  const top = (): Spot => ({ top: -host.getBoundingClientRect().top, left: -1, order: -1 });
  const hasFocus = ({ box }: Chip): boolean => box.querySelector(':focus') !== null;

  const focusOn = ({ box }: Chip) => box.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });

  const show: Tour['show'] = (chip, focus, before) => {
    const earlier = [open.current(), reachable];
    sought = undefined;
    reachable = chip;
    spot = spotOf(chip);
    open.show(chip, before);
    for (const one of new Set([...earlier, chip])) if (one !== undefined) redraw(one);
    if (focus) focusOn(chip);
  };
  const close = () => {
    sought = undefined;
    const chip = open.current();
    open.close();
    if (chip !== undefined) redraw(chip);
  };
  /** The open chip's element has gone or is another's: the one that has its name now takes its place, or soon will. */
  const lose = (chip: Chip, unit: string) => {
    const focus = on || hasFocus(chip);
    const other = chip.followed.find(unit);
    if (other?.answering) return take(other, focus);
    if (chip.element.isConnected) return close();
    sought = { followed: chip.followed, unit, focus };
    clearTimeout(giveUp);
    giveUp = setTimeout(() => {
      if (sought !== undefined) close();
    }, awayMs);
  };
  const take = (chip: Chip, focus: boolean) => {
    sought = undefined;
    reachable = chip;
    open.adopt(chip);
    redraw(chip);
    if (focus) focusOn(chip);
  };
  /** Until it is known how the element stands. */
  const known = (chip: Chip) =>
    chip.answering !== undefined
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          waiting.set(chip, resolve);
          setTimeout(resolve, answerMs);
        });
  /** Brings an element into view, and finds it again if the page has used its node for another one meanwhile. */
  const arrive = async (followed: Followed, element: Element): Promise<Chip | undefined> => {
    const unit = unitOf(element, followed.offer.key);
    if (unit === undefined) return undefined;
    if (reveal(element)) await twoFrames();
    const isThere = element.isConnected && unitOf(element, followed.offer.key) === unit;
    const chip = isThere ? followed.ensure(element) : followed.find(unit);
    if (chip === undefined) return undefined;
    await known(chip);
    return chip.answering ? chip : undefined;
  };

  signal.addEventListener('abort', () => clearTimeout(giveUp), { once: true });
  return {
    begin() {
      on = true;
      const current = open.current();
      if (current !== undefined) return show(current, true);
      spot = top();
      void this.move(1);
    },
    async move(step, isWanted = () => true, before) {
      on = true;
      const mine = ++turn;
      const current = open.current();
      let from = current?.element.isConnected ? spotOf(current) : (spot ?? top());
      for (let passed = 0; passed < mostPassed; passed += 1) {
        const next = nextElement(all, from, step, host.getBoundingClientRect());
        if (next === undefined) return;
        const near = next.followed.chips.get(next.element);
        const isPassed = near?.answering === null || (near?.answering && !isWanted(near));
        const chip = isPassed ? undefined : await arrive(next.followed, next.element);
        if (mine !== turn || signal.aborted) return;
        if (chip !== undefined && isWanted(chip)) {
          show(chip, true, before);
          return;
        }
        from = chip === undefined ? next.spot : spotOf(chip);
      }
    },
    end() {
      on = false;
      turn += 1;
      close();
    },
    isOn: () => on,
    show,
    close,
    isReachable(chip) {
      if (chip.answering) reachable ??= chip;
      return chip === reachable;
    },
    drawn(chip) {
      if (chip.answering !== undefined) {
        waiting.get(chip)?.();
        waiting.delete(chip);
      }
      const { unit } = open;
      if (sought?.followed === chip.followed && sought.unit === chip.unit && chip.answering)
        take(chip, sought.focus);
      else if (open.current() === chip && unit() !== chip.unit) lose(chip, unit() ?? '');
    },
    gone(chip) {
      waiting.get(chip)?.();
      waiting.delete(chip);
      if (open.current() === chip) {
        // What is still there was scrolled away, not replaced.
        if (chip.element.isConnected) close();
        else lose(chip, open.unit() ?? '');
      }
      if (reachable !== chip) return;
      reachable = all.flatMap(({ chips }) => [...chips.values()]).find(({ answering }) => answering);
      if (reachable !== undefined) redraw(reachable);
    },
  };
}

/** @returns whether the page was scrolled */
function reveal(element: Element): boolean {
  const { top, bottom, height } = element.getBoundingClientRect();
  const isTall = height > innerHeight - 2 * marginPx;
  if (top >= marginPx && (isTall ? top < innerHeight / 2 : bottom <= innerHeight - marginPx)) return false;
  element.scrollIntoView({ block: isTall ? 'start' : 'center', behavior: 'instant' });
  return true;
}

const twoFrames = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    // A page in the back has no frames.
    setTimeout(resolve, 200);
  });
