/**
 * What axe does not measure, of WCAG 2.2 AA: 2.5.8 target size (without its exceptions for spacing), 2.4.7 and 2.4.11 focus visible
 * and not hidden, 1.4.10 reflow, 1.4.1 in forced colours, that nothing moves; and that sentences are whole. Each gives one line a
 * fault, with the name that the seeded fault has.
 */
const least = 24;

/** Every element below, in open roots too. */
function allIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((one) => [
    one,
    ...(one.shadowRoot === null ? [] : allIn(one.shadowRoot)),
  ]);
}

const nameOf = (one: Element): string =>
  `<${one.localName}${one.className === '' ? '' : ` class="${one.getAttribute('class') ?? ''}"`}> ${
    one.getAttribute('aria-label') ?? one.textContent?.trim().slice(0, 40) ?? ''
  }`;
const isShown = (one: HTMLElement): boolean => one.checkVisibility({ visibilityProperty: true });
const targetQuery = 'a[href], button, input, select, textarea, summary, [tabindex], [role=option]';
const targetsIn = (root: ParentNode) => allIn(root).filter((one) => one.matches(targetQuery) && isShown(one));

export function smallTargets(): string[] {
  return targetsIn(document)
    .filter((one) => one.getAttribute('tabindex') !== '-1' || one.matches('button, [role=option]'))
    .filter((one) => {
      // A label is clicked for its field; a link in a sentence has the height of its line.
      if (one.matches('a') && one.closest('p, li, dd') !== null) return false;
      const boxes = [one, one.closest('label')].flatMap((at) => at?.getBoundingClientRect() ?? []);
      return !boxes.some(({ width, height }) => width >= least - 0.5 && height >= least - 0.5);
    })
    .map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return `target: ${Math.round(width)} × ${Math.round(height)}: ${nameOf(one)}`;
    });
}

/** The innermost element at a point, in open roots too. */
function deepAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  for (let next = found; next?.shadowRoot; ) {
    next = next.shadowRoot.elementFromPoint(x, y);
    if (next === null || next === found) break;
    found = next;
  }
  return found;
}

function isSeen(one: HTMLElement): boolean {
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const at = [0.1, 0.5, 0.9];
  return at.some((across) =>
    at.some((down) => {
      const found = deepAt(left + (right - left) * across, top + (bottom - top) * down);
      return found !== null && (one.contains(found) || found.contains(one));
    }),
  );
}

const ringOf = (one: Element): string => {
  const { outlineStyle, outlineWidth, boxShadow, borderTopColor, borderTopStyle } = getComputedStyle(one);
  return JSON.stringify([
    outlineStyle === 'none' ? '' : outlineWidth,
    boxShadow,
    borderTopColor,
    borderTopStyle,
  ]);
};

/** Gives the focus to everything that Tab reaches. Keys must have been used before, so that it is shown. */
export function badFocus(): string[] {
  const faults: string[] = [];
  // What the key has given it to.
  for (const one of allIn(document)) if (one.matches(':focus')) one.blur();
  for (const one of targetsIn(document)) {
    if (one.tabIndex < 0 || one.matches(':disabled')) continue;
    const before = ringOf(one);
    one.focus();
    if (!one.matches(':focus')) continue;
    if (ringOf(one) === before) faults.push(`focus is not seen: ${nameOf(one)}`);
    if (!isSeen(one)) faults.push(`focus is hidden: ${nameOf(one)}`);
    one.blur();
  }
  return faults;
}

export function movements(): string[] {
  return allIn(document)
    .filter((one) => {
      const { transitionDuration, animationName } = getComputedStyle(one);
      return /[1-9]/.test(transitionDuration) || animationName !== 'none';
    })
    .map((one) => `moves: ${nameOf(one)}`);
}

/** In forced colours backgrounds are the system's: what is chosen has to be told by something else from what is not. */
export function toldByColour(): string[] {
  const lookOf = (one: Element): string =>
    [one, ...one.children]
      .map((at) => {
        const style = getComputedStyle(at);
        const borders = (['Top', 'Right', 'Bottom', 'Left'] as const).map(
          (side) =>
            `${style[`border${side}Style`]} ${style[`border${side}Width`]} ${style[`border${side}Color`]}`,
        );
        const { outlineStyle, fontWeight, backgroundColor } = style;
        return [...borders, outlineStyle, fontWeight, backgroundColor].join();
      })
      .join('; ');
  return ['aria-checked', 'aria-selected', 'aria-pressed'].flatMap((state) => {
    const all = allIn(document).filter((one) => one.hasAttribute(state) && isShown(one));
    return all
      .filter((one) => one.getAttribute(state) === 'true')
      .filter((one) =>
        all.some(
          (other) =>
            other.getAttribute(state) !== 'true' &&
            other.className === one.className &&
            other.role === one.role &&
            lookOf(other) === lookOf(one),
        ),
      )
      .map((one) => `told by colour alone: ${state} of ${nameOf(one)}`);
  });
}

/** A sentence in which nothing was put where something belongs. */
export function missingWords(): string[] {
  return allIn(document)
    .filter((one) => one.matches('p, li, dd, summary') && / [.,;:](?:\s|$)/.test(one.textContent ?? ''))
    .map((one) => `a word is missing: ${one.textContent?.trim()}`);
}

/**
 * What a screen reader would not say: an alert that stands empty, into which words then come (Orca reads none of them in Firefox),
 * and a field that is wrong without saying how.
 */
export function unheard(): string[] {
  const wordsOf = (one: Element): string =>
    (one.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => (one.getRootNode() as Document | ShadowRoot).getElementById(id)?.textContent ?? '')
      .join(' ');
  return [
    ...allIn(document)
      .filter((one) => one.matches('[role=alert]') && one.textContent?.trim() === '')
      .map((one) => `not heard: an alert stands empty: ${nameOf(one)}`),
    ...allIn(document)
      .filter((one) => one.matches('[aria-invalid=true]') && wordsOf(one).trim() === '')
      .map((one) => `not heard: what is wrong with ${nameOf(one)}`),
  ];
}

/** In a window as narrow as twice the zoom makes it. */
export function tooWide(): string[] {
  const { scrollWidth } = document.documentElement;
  const page = scrollWidth > innerWidth ? [`too wide: the page has ${scrollWidth} of ${innerWidth} px`] : [];
  const cards = allIn(document).filter((one) => one.matches('.surface, .bar'));
  return [
    ...page,
    ...cards
      .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left < -0.5 || right > innerWidth + 0.5;
      })
      .map((one) => `too wide: ${nameOf(one)}`),
  ];
}
