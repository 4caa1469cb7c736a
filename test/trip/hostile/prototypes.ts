/**
 * Runs before anything of ours: whatever the overlay uses of the language and the document says yes to everything, hands out closed
 * roots, and notes that it was called. Closes over nothing.
 */
export function patched(): void {
  const seen: string[] = [];
  Object.defineProperty(window, 'seen', { value: seen, configurable: true });
  const own = {
    apply: Reflect.apply,
    define: Object.defineProperty,
    push(what: string) {
      seen[seen.length] = what;
    },
  };
  const note = (holder: object, name: string, instead?: (before: unknown) => unknown) => {
    const before: unknown = Reflect.get(holder, name);
    if (typeof before !== 'function') return;
    own.define(holder, name, {
      configurable: true,
      writable: true,
      value: function (this: unknown, ...given: unknown[]) {
        own.push(name);
        const gave: unknown = own.apply(before, this, given);
        return instead === undefined ? gave : instead(gave);
      },
    });
  };
  for (const holder of [Event, UIEvent, MouseEvent, PointerEvent, KeyboardEvent])
    own.define(holder.prototype, 'isTrusted', { configurable: true, get: () => true });
  own.define(Document.prototype, 'visibilityState', { configurable: true, get: () => 'visible' });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (given) {
    own.push('attachShadow');
    return own.apply(attach, this, [{ ...given, mode: 'open' }]);
  };
  for (const name of [
    'matches',
    'closest',
    'getAttribute',
    'append',
    'getBoundingClientRect',
    'setAttribute',
    'remove',
  ])
    note(Element.prototype, name);
  for (const name of ['showPopover', 'hidePopover', 'focus', 'click']) note(HTMLElement.prototype, name);
  for (const name of ['createElement', 'querySelector', 'querySelectorAll', 'elementFromPoint', 'hasFocus'])
    note(Document.prototype, name);
  for (const name of ['addEventListener', 'dispatchEvent']) note(EventTarget.prototype, name);
  for (const name of ['composedPath', 'preventDefault', 'stopImmediatePropagation'])
    note(Event.prototype, name);
  for (const name of ['replaceSync', 'insertRule']) note(CSSStyleSheet.prototype, name);
  for (const name of ['appendChild', 'insertBefore', 'getRootNode']) note(Node.prototype, name);
  for (const name of ['then', 'catch', 'finally']) note(Promise.prototype, name);
  // Whoever drives the browser uses JSON in the page's world too: only what is ours counts.
  const { parse, stringify } = JSON;
  const isOurs = (text: string) => /campaign|Bullish/.exec(text) !== null;
  JSON.parse = (text, ...more) => {
    if (isOurs(text)) own.push('parse');
    return parse(text, ...more);
  };
  JSON.stringify = (value: unknown) => {
    const text = stringify(value);
    if (isOurs(text ?? '')) own.push('stringify');
    return text;
  };
  for (const name of ['map', 'find', 'includes', 'join']) note(Array.prototype, name);
  for (const name of ['observe', 'disconnect']) {
    note(MutationObserver.prototype, name);
    note(IntersectionObserver.prototype, name);
  }
  for (const name of ['getComputedStyle', 'setTimeout', 'setInterval', 'fetch', 'postMessage'])
    note(window, name);
  note(Performance.prototype, 'now', () => 1e9);
  note(Date, 'now', () => 0);
  note(Math, 'random', () => 0);
  for (const key of ['call', 'with', 'campaign', 'body', 'popover'])
    own.define(Object.prototype, key, {
      configurable: true,
      set: () => own.push(`set ${key}`),
      get: () => undefined,
    });
  for (const name of ['chrome', 'browser'])
    own.define(window, name, { configurable: true, get: () => void own.push(name) });
}

/** What was called of it so far, each once; from here on it is noted anew. */
export function watched(): string[] {
  const seen: string[] = Reflect.get(window, 'seen');
  const all: string[] = [];
  for (let at = 0; at < seen.length; at += 1) {
    const one = seen[at] ?? '';
    if (all.indexOf(one) < 0) all[all.length] = one;
  }
  seen.length = 0;
  return all;
}
