/** What a page that watches has noted since it began. */
export type Watched = {
  /** Each kind of event with what it was sent to, once. */
  events: string[];
  /** Nodes that are not of the document, and properties of events by which they were reached. */
  inside: string[];
  mutations: string[];
  entries: string[];
};

/**
 * Runs before anything of ours: listens to every event that there is, at the window and before all others, and follows everything that an
 * event holds; observes every change of the document and every entry of performance. Closes over nothing.
 */
export function watch(): void {
  const events = new Set<string>();
  const inside = new Set<string>();
  const mutations = new Set<string>();
  const entries = new Set<string>();
  const named = (what: unknown): string => {
    if (what === window) return 'window';
    if (what === document) return 'document';
    if (!(what instanceof Element)) return String(what);
    return what.parentNode === document.documentElement ? `${what.localName} of the root` : what.localName;
  };
  const follow = (event: Event, kind: string) => {
    const found: [string, unknown][] = event.composedPath().map((node) => ['composedPath', node]);
    for (const name in event) found.push([name, Reflect.get(event, name)]);
    for (const [name, value] of found)
      if (value instanceof Node && value !== document && value.getRootNode() !== document)
        inside.add(`${kind} ${name}`);
  };
  const kinds = new Set<string>();
  for (const holder of [window, document, document.createElement('div')])
    for (const name in holder) if (name.startsWith('on')) kinds.add(name.slice(2));
  const more = [
    'focusin',
    'focusout',
    'DOMContentLoaded',
    'securitypolicyviolation',
    'compositionstart',
    'touchstart',
    'touchend',
  ];
  const id = ['glosa@glosa.invalid', ...location.hash.slice(1).split(',')];
  const own = id.flatMap((one) =>
    ['content-script-started', 'locationchange'].map((name) => `${one}:overlay:wxt:${name}`),
  );
  for (const kind of [...kinds, ...more, ...own])
    addEventListener(
      kind,
      (event) => {
        // Driving a browser moves its pointer over everything: what is not about the host is no news.
        const host = document.documentElement.lastElementChild;
        const about = host !== document.body && event.composedPath().includes(host as Element);
        const odd = !(event.target instanceof Element);
        if (about || odd) events.add(`${kind} → ${named(event.target)}`);
        follow(event, kind);
      },
      true,
    );
  new MutationObserver((records) => {
    for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
      if (target instanceof Element && (target.closest('body') ?? target.closest('head')) !== null) continue;
      const nodes = [...addedNodes, ...removedNodes].map(named).join();
      mutations.add(`${type} ${named(target)} ${attributeName ?? nodes}`);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const type of PerformanceObserver.supportedEntryTypes)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        entries.add(`${entry.entryType} ${entry.name}`);
        for (const name in entry) {
          const value: unknown = Reflect.get(entry, name);
          if (value instanceof Node && value.getRootNode() !== document) inside.add(`${type} ${name}`);
        }
        for (const script of JSON.stringify(entry).match(/[a-z-]+-extension:[^"]*/g) ?? [])
          inside.add(script);
      }
    }).observe({ type, buffered: true });
  const list = (set: Set<string>) => [...set].sort();
  Object.defineProperty(window, 'watched', {
    value: (): Watched => ({
      events: list(events),
      inside: list(inside),
      mutations: list(mutations),
      entries: list(entries),
    }),
    enumerable: false,
  });
}

export const readWatched = (): Watched => Reflect.get(window, 'watched')();

/** Everything that a page can ask for about itself, by name. Closes over nothing. */
export async function everything() {
  const root = document.documentElement;
  const styles = (element: Element, pseudo?: string) => {
    const style = getComputedStyle(element, pseudo);
    return [...style].map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
  };
  const shape = (element: Element) => {
    const { clientWidth, clientHeight, scrollWidth, scrollHeight, scrollTop, scrollLeft } = element;
    return [clientWidth, clientHeight, scrollWidth, scrollHeight, scrollTop, scrollLeft].join();
  };
  const host = root.lastElementChild === document.body ? null : root.lastElementChild;
  // All that is typed and shown, as finding and selecting in a page knows it.
  const find: unknown = Reflect.get(window, 'find');
  const words = ['Bullish', 'Take back', 'Saved', 'Glosa'];
  const reached = new Set<string>();
  const reach = (way: string, node: Node | null | undefined) => {
    if (node && node.getRootNode() !== document) reached.add(way);
  };
  const found = words.filter((word) => {
    const is = typeof find === 'function' && find.call(window, word, false, false, true);
    const { anchorNode, focusNode, rangeCount } = getSelection() ?? { rangeCount: 0 };
    reach('anchorNode', anchorNode);
    reach('focusNode', focusNode);
    if (rangeCount > 0) reach('range', getSelection()?.getRangeAt(0).startContainer);
    return is;
  });
  for (let x = innerWidth - 300; x < innerWidth; x += 40)
    for (let y = innerHeight - 300; y < innerHeight; y += 20) {
      reach('caretPositionFromPoint', document.caretPositionFromPoint?.(x, y)?.offsetNode);
      reach('caretRangeFromPoint', document.caretRangeFromPoint?.(x, y)?.startContainer);
      for (const one of document.elementsFromPoint(x, y)) reach('elementsFromPoint', one);
    }
  getSelection()?.removeAllRanges();
  getSelection()?.selectAllChildren(root);
  const selected = String(getSelection());
  getSelection()?.removeAllRanges();
  const asked = [
    ':focus',
    ':focus-within',
    ':hover',
    ':active',
    ':popover-open',
    ':defined',
    ':modal',
    ':fullscreen',
    ':target',
    ':checked',
    ':host',
  ];
  return {
    html: root.outerHTML.replaceAll(/localhost|127\.0\.0\.1/g, ''),
    inserted: host?.outerHTML,
    root: host?.shadowRoot,
    box: JSON.stringify(host?.getBoundingClientRect()),
    rects: host?.getClientRects().length,
    shapes: [root, document.body, ...(host ? [host] : [])].map(shape),
    styles: [styles(root), styles(document.body), styles(root, '::before')],
    host: host && styles(host),
    // Whoever drives Chromium leaves names of its own here.
    names: Reflect.ownKeys(window)
      .map(String)
      .filter((name) => !name.includes('ariaQuerySelector'))
      .sort(),
    documentNames: Reflect.ownKeys(document).map(String).sort(),
    elements: document.querySelectorAll('*').length,
    frames: window.length,
    sheets: [document.styleSheets.length, document.adoptedStyleSheets.length, document.fonts.size],
    fonts: [...document.fonts].map(({ family, status }) => `${family} ${status}`),
    highlights: 'highlights' in CSS ? [...CSS.highlights.keys()] : [],
    animations: document.getAnimations().length,
    scripts: document.scripts.length,
    resources: performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => !name.endsWith('/favicon.ico')),
    marks: [...performance.getEntriesByType('mark'), ...performance.getEntriesByType('measure')].length,
    focus: document.activeElement?.localName,
    found,
    reached: [...reached],
    selected,
    kept: [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie],
    databases: (await indexedDB.databases()).map(({ name }) => name),
    workers: (await navigator.serviceWorker?.getRegistrations())?.length,
    caches: await globalThis.caches?.keys(),
    matches: host && asked.filter((selector) => host.matches(selector)),
    parts: host && [...host.part],
    above: document.elementsFromPoint(innerWidth - 190, innerHeight - 220).map(({ localName }) => localName),
  };
}
