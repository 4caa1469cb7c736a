const underway = new WeakSet<Event>();

/**
 * Sends on our copy of what a person did, which stands for it as long as it is on its way: who gets hold of it can not send it
 * again.
 * @returns false when a listener prevented what it does by itself
 */
export function sendOn(copy: Event, target: EventTarget): boolean {
  underway.add(copy);
  try {
    return target.dispatchEvent(copy);
  } finally {
    underway.delete(copy);
  }
}

/** Whether a person did it: the browser says so, or it is our copy of what the browser said it of. */
export const isByPerson = (event: Event): boolean => event.isTrusted || underway.has(event);
