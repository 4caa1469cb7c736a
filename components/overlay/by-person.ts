declare global {
  /** Copies that are on their way: one set for all our scripts in a page, which run in one world, not the page's. */
  var glosaUnderway: WeakSet<Event> | undefined;
}

function underway(): WeakSet<Event> {
  globalThis.glosaUnderway ??= new WeakSet();
  return globalThis.glosaUnderway;
}

/**
 * Sends on our copy of what a person did, which stands for it as long as it is on its way: who gets hold of it can not send it
 * again.
 * @returns false when a listener prevented what it does by itself
 */
export function sendOn(copy: Event, target: EventTarget): boolean {
  underway().add(copy);
  try {
    return target.dispatchEvent(copy);
  } finally {
    underway().delete(copy);
  }
}

/** Whether a person did it: the browser says so, or it is our copy of what the browser said it of. */
export const isByPerson = (event: Event): boolean => event.isTrusted || underway().has(event);

/** What is done only by a person. */
export const trusted =
  (act: () => void) =>
  (event: Event): void => {
    if (isByPerson(event)) act();
  };

/**
 * Whether a click came from a pointer, which has pressed before. Enter and Space press nothing (UI Events, `detail`), nor does a
 * screen reader that has a control pressed by its name: Firefox then tells a click of no kind of pointer.
 */
export const isByPointer = (event: Event): boolean =>
  event instanceof UIEvent &&
  event.type === 'click' &&
  event.detail > 0 &&
  !(event instanceof PointerEvent && event.pointerType === '');
