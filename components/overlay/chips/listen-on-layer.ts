import { isByPerson } from '../by-person.ts';
import type { Chip } from './follow-elements.ts';
import type { OpenChip } from './open-chip.tsx';
import type { Tour } from './tour.ts';

/** How long a pointer rests on a chip before it opens, and how long it may be away before it closes. */
const openMs = 120;
const closeMs = 300;

export interface LayerNeeds {
  host: Element;
  layer: HTMLElement;
  openRoot: HTMLElement;
  chips(): readonly Chip[];
  open: OpenChip;
  tour: Tour;
}

/**
 * What a person does to chips: resting on one, clicking or focusing it opens it. By a click or the focus it stays open
 * until something else is clicked or Esc is pressed. Opening answers nothing, so that it only has to be a person.
 */
export function listenOnLayer(
  { host, layer, openRoot, chips, open, tour }: LayerNeeds,
  signal: AbortSignal,
): void {
  let pinned: Chip | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const chipAt = (node: EventTarget | null): Chip | undefined => {
    const box = node instanceof Element ? node.closest('.chip') : null;
    return box === null ? undefined : chips().find((chip) => chip.box === box);
  };
  const isPinned = () => pinned !== undefined && pinned === open.current();
  const later = (ms: number, act: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const pin = (chip: Chip) => {
    clearTimeout(timer);
    pinned = chip;
    if (open.current() !== chip) tour.show(chip, false);
  };

  layer.addEventListener(
    'pointerover',
    (event) => {
      if (!isByPerson(event) || event.pointerType === 'touch') return;
      const chip = chipAt(event.target);
      if (chip !== undefined && chip !== open.current() && !isPinned() && !tour.isOn())
        later(openMs, () => tour.show(chip, false));
      else clearTimeout(timer);
    },
    { signal },
  );
  layer.addEventListener(
    'pointerout',
    (event) => {
      if (!isByPerson(event) || isPinned() || tour.isOn()) return;
      later(closeMs, () => {
        if (openRoot.querySelector(':focus') === null) tour.close();
      });
    },
    { signal },
  );
  layer.addEventListener(
    'click',
    (event) => {
      const chip = isByPerson(event) ? chipAt(event.target) : undefined;
      if (chip === undefined) return;
      if (isPinned() && pinned === chip && !tour.isOn()) {
        pinned = undefined;
        tour.close();
      } else pin(chip);
    },
    { signal },
  );
  layer.addEventListener(
    'focusin',
    (event) => {
      const chip = chipAt(event.target);
      if (chip !== undefined && event.target instanceof Element && event.target.matches(':focus-visible'))
        pin(chip);
    },
    { signal },
  );
  layer.addEventListener(
    'keydown',
    (event) => {
      if (!isByPerson(event) || event.defaultPrevented) return;
      const isOnChip = chipAt(event.target) !== undefined;
      const chip = open.current();
      if (event.key === 'Escape' && chip !== undefined) {
        // The focus, which opens a chip, first.
        chip.box.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
        tour.close();
      } else if (isOnChip && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
        void tour.move(event.key === 'ArrowDown' ? 1 : -1);
      else return;
      event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    'pointerdown',
    (event) => {
      if (isByPerson(event) && !tour.isOn() && !event.composedPath().includes(host)) tour.close();
    },
    { capture: true, passive: true, signal },
  );
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
