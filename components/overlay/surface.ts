export interface Surface {
  host: HTMLElement;
  /** Where the overlay is drawn, inside the closed root. */
  root: HTMLElement;
  /** Where chips are drawn: in the same closed root, under the card. */
  layer: HTMLElement;
}

/**
 * Puts an empty surface on a document, out of reach of its styles: a closed shadow root on a `div` (a custom element's
 * name could be defined by the page, which then gets the root by `attachInternals`), in the top layer, beside `body`
 * so that frameworks which own the body leave it alone. It takes no room in the layout.
 * @param style of the overlay; a constructed sheet, which no policy of the page forbids
 * @param signal takes it away again
 */
export function createSurface(page: Document, style: CSSStyleSheet, signal: AbortSignal): Surface {
  const host = page.createElement('div');
  const shadow = host.attachShadow({ mode: 'closed' });
  // Still empty: to show it the browser computes its styles.
  stand(page, host);
  comeBack(page, host, signal);
  signal.addEventListener('abort', () => host.remove(), { once: true });
  keepToOurselves(shadow);
  shadow.adoptedStyleSheets = [style];
  const root = page.createElement('div');
  root.className = 'glosa';
  const layer = page.createElement('div');
  layer.className = 'glosa chips';
  shadow.append(layer, root);
  return { host, root, layer };
}

/** Above everything, and untouched by effects on the page's root. */
function stand(page: Document, host: HTMLElement): void {
  page.documentElement.append(host);
  host.popover = 'manual';
  host.showPopover();
}

/** How soon a host that was swept away stands again, and how often: a page that wants none of it has the last word. */
const returnMs = 1500;
const mostReturns = 5;

/** A framework that draws the whole document, root and all, takes away what it has not drawn itself. */
function comeBack(page: Document, host: HTMLElement, signal: AbortSignal): void {
  let returns = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const swept = new MutationObserver(() => {
    if (host.isConnected || timer !== undefined || returns === mostReturns) return;
    timer = setTimeout(() => {
      timer = undefined;
      returns += 1;
      if (!host.isConnected) stand(page, host);
      swept.observe(page.documentElement, { childList: true });
    }, returnMs);
  });
  for (const at of [page, page.documentElement]) swept.observe(at, { childList: true });
  signal.addEventListener(
    'abort',
    () => {
      swept.disconnect();
      clearTimeout(timer);
    },
    { once: true },
  );
}

/**
 * A sheet for the overlay. Its custom properties get names that nobody knows: a page could register those of the source with a
 * syntax (CSS.registerProperty) by which none of our values is one, in shadow trees as well.
 * @param secret letters and digits
 */
export function styleOf(css: string, secret: string): CSSStyleSheet {
  const style = new CSSStyleSheet();
  style.replaceSync(css.replace(/--(?=[a-z])/g, `--${secret}-`));
  return style;
}

const goNoFurther = (event: Event) => event.stopPropagation();

/** What a person does in the card is nothing to the page's own listeners, as far as bubbling goes. */
function keepToOurselves(shadow: ShadowRoot): void {
  const kinds = [
    'keydown',
    'keyup',
    'keypress',
    'beforeinput',
    'input',
    'click',
    'dblclick',
    'contextmenu',
    'wheel',
  ];
  const pointers = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend'];
  for (const kind of [...kinds, ...pointers]) shadow.addEventListener(kind, goNoFurther, { passive: true });
}
