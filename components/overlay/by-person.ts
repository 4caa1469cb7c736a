const name = Symbol.for('glosa:underway');

/** Copies on their way; one set for the overlay and the scripts that come later, which run in one world, not the page's. */
const underway = (): WeakSet<Event> => {
  const world = globalThis as { [name]?: WeakSet<Event> };
  world[name] ??= new WeakSet();
  return world[name];
};

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
