import { isByPerson, isByPointer } from './by-person.ts';
import { type Hear, hearAtWindow } from './hearing.ts';
import { placeOf } from './place.ts';
import type { Guard, Verdict } from './verdict.ts';
import { canObserveSight, watchByObserver } from './watch-by-observer.ts';
import { watchBySampling } from './watch-by-sampling.ts';
import { watchTouch } from './watch-touch.ts';

/** How long the card must have stood visible and untouched before an act on it counts. */
const steadyMs = 500;
/** Twice in that time, so that nothing which a person could see is missed. */
const lookMs = steadyMs / 2;

export interface GuardNeeds {
  host: HTMLElement;
  /** The card inside the closed root, which the page can neither see nor select. */
  card: HTMLElement;
  /** A steady clock in milliseconds. */
  now(): number;
  hear?: Hear;
}

/**
 * Decides whether a click or key on the card was meant for it. A page can not forge a trusted event, but it can cover
 * or move the card and let a person click something else. So an act counts only if
 *
 * 1. a person did it: the browser says so (`isTrusted`), or our copy stands for it;
 * 2. the card has been seen whole for half a second: nothing above it, no transparency, filter or clip
 *    (IntersectionObserver v2; where that is missing, hit tests and computed styles four times a second);
 * 3. in that time the host stood where we put it, as large as before, and its attributes have not changed, nor the card's
 *    own, by which we move it;
 * 4. a pointer's click began on the card, and the pointer was there.
 *
 * Sight is tracked from the mount on, so an ordinary first click works at once. What fails 2 to 4 for a moment is asked
 * for again; where the card can not be seen at all, the panel is the place. What stays open is named in the threat model.
 */
export function createGuard(
  { host, card, now, hear = hearAtWindow }: GuardNeeds,
  signal: AbortSignal,
): Guard {
  let seenFrom: number | null = null;
  let unseenFrom = now();
  let touchedAt = Number.NEGATIVE_INFINITY;
  let notBefore = Number.NEGATIVE_INFINITY;
  let pointerOver = false;
  let pressed = false;
  let visible = false;
  let place: string | undefined;

  const look = () => {
    const before = place;
    place = placeOf(host);
    if (place !== before) touchedAt = now();
    if (visible && place !== undefined) seenFrom ??= now();
    else if (seenFrom !== null) {
      seenFrom = null;
      unseenFrom = now();
    }
  };
  const onSight = (is: boolean) => {
    visible = is;
    look();
  };
  if (canObserveSight()) watchByObserver(card, onSight, signal);
  else watchBySampling(host, card, hear, onSight, signal);

  const onTouch = () => {
    touchedAt = now();
  };
  watchTouch([host, card], onTouch, signal);
  const looking = setInterval(look, lookMs);
  signal.addEventListener('abort', () => clearInterval(looking), { once: true });

  const over = (is: boolean) => (event: Event) => {
    if (isByPerson(event)) pointerOver = is;
  };
  card.addEventListener('pointerover', over(true), { signal });
  card.addEventListener('pointermove', over(true), { signal });
  card.addEventListener('pointerleave', over(false), { signal });
  card.addEventListener(
    'pointerdown',
    (event) => {
      if (!isByPerson(event)) return;
      pointerOver = true;
      pressed = isSteady();
    },
    { signal, capture: true },
  );

  const isSteady = () => {
    look();
    return seenFrom !== null && now() - Math.max(seenFrom, touchedAt) >= steadyMs;
  };

  return (event): Verdict => {
    if (!isByPerson(event)) return 'ignore';
    const began = !isByPointer(event) || (pointerOver && pressed);
    pressed = false;
    if (isSteady() && began && now() >= notBefore) return 'accept';
    if (seenFrom === null && now() - unseenFrom >= 2 * steadyMs) return 'panel';
    notBefore = now() + steadyMs;
    return 'again';
  };
}
