import { sendOn } from './by-person.ts';
import { type Hear, hearAtWindow } from './hearing.ts';

export interface HiddenEvents {
  hear: Hear;
  /** From here on nobody else hears what happens in this root. */
  hide(root: Node): void;
}

/** In Firefox an event names the very node that it happened to, in a closed shadow root as well, to whoever listens. */
type Telling = Event & {
  readonly originalTarget?: EventTarget | null;
  readonly explicitOriginalTarget?: EventTarget | null;
};

/** Events that no handler attribute is named after. */
const unnamed = ['focusin', 'focusout', 'compositionstart', 'compositionupdate', 'compositionend'];
/** To be listened to without the right to prevent them: scrolling would wait for the answer. */
const scrolling = ['wheel', 'DOMMouseScroll', 'MozMousePixelScroll', 'touchstart', 'touchmove', 'touchend'];

/**
 * Keeps what happens in a closed root to ourselves, where events tell: a listener at the window, there before the page's own, stops
 * each such event and sends a copy on that does not leave the root. What the browser does by itself (focus, activation,
 * typing) it does all the same. To be called before the page's first script; elsewhere than in Firefox it does nothing.
 */
export function hideEvents(signal: AbortSignal): HiddenEvents {
  if (!('originalTarget' in Event.prototype)) return { hear: hearAtWindow, hide: () => {} };
  const roots = new WeakSet<Node>();
  const kinds = [...namedKinds(), ...unnamed, ...scrolling];
  const listeners = new Map(kinds.map((kind) => [kind, new Set<(event: never) => void>()]));

  const isHidden = (node: unknown): node is Node => node instanceof Node && roots.has(node.getRootNode());
  const take = (event: Telling) => {
    for (const listener of listeners.get(event.type) ?? []) listener(event as never);
    const { originalTarget: target, explicitOriginalTarget: inmost } = event;
    if (!isHidden(target) && !isHidden(inmost)) return;
    const isTaken = event.cancelBubble;
    event.stopImmediatePropagation();
    // What lies around the card is entered with it, by an event of its own that names the same node.
    if (!event.isTrusted || isTaken || !isHidden(target)) return;
    if (isPrevented(copyOf(event), target)) event.preventDefault();
  };
  const listen = () => {
    for (const kind of listeners.keys())
      addEventListener(kind, take, { capture: true, passive: scrolling.includes(kind), signal });
  };
  listen();
  return {
    hear(kind, listener, options) {
      const heard = listeners.get(kind);
      if (heard === undefined) return hearAtWindow(kind, listener, options);
      heard.add(listener);
      options.signal.addEventListener('abort', () => heard.delete(listener), { once: true });
    },
    hide(root) {
      roots.add(root);
      // A page that opened its document anew has taken all listeners away; those that are still there stay first.
      listen();
    },
  };
}

/**
 * Sends a copy on, which then does nothing by itself: a click would follow its link once more.
 * @returns whether a listener has prevented it
 */
function isPrevented(copy: Event, target: Node): boolean {
  const root = target.getRootNode();
  let isUsed = false;
  const atLast = (event: Event) => {
    isUsed = event === copy && !event.defaultPrevented;
    if (isUsed) event.preventDefault();
  };
  root.addEventListener(copy.type, atLast);
  const isLeft = sendOn(copy, target);
  root.removeEventListener(copy.type, atLast);
  return !isLeft && !isUsed;
}

/** Every kind of event that an element can have a handler for. */
function namedKinds(): string[] {
  const kinds: string[] = [];
  for (const name in document.createElement('div')) if (name.startsWith('on')) kinds.push(name.slice(2));
  return kinds;
}

/** The same event, but for its way, which ends at the root. */
function copyOf(event: Event): Event {
  const given: Record<string, unknown> = {};
  for (const name in event) given[name] = Reflect.get(event, name);
  given.composed = false;
  const Kind = event.constructor as new (type: string, given: object) => Event;
  try {
    return new Kind(event.type, given);
  } catch {
    // Some kinds that Firefox keeps for old pages can not be made.
    return new Event(event.type, given);
  }
}
