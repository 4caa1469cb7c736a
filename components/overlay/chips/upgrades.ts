/** Milliseconds after which it is looked whether elements are defined by now, twice as long each time. */
const firstMs = 500;
const mostLooks = 6;
/** Some frameworks never define what they name so: of more than these nothing is waited for. */
const most = 500;

export interface Upgrades {
  /** Waits for the element if its page has not defined it yet. */
  add(element: Element): void;
  /** Looks now. */
  look(): void;
}

/**
 * Custom elements that their page defines late (WHATWG HTML, section 4.13.5): what they then build in a shadow tree of
 * theirs comes with no record of a mutation.
 */
export function watchUpgrades(upgraded: (element: Element) => void, signal: AbortSignal): Upgrades {
  const waiting = new Set<Element>();
  let looks = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    for (const element of waiting) {
      if (element.isConnected && isUndefined(element)) continue;
      waiting.delete(element);
      if (element.isConnected) upgraded(element);
    }
  };
  const lookLater = () => {
    if (timer !== undefined || looks >= mostLooks) return;
    const soon = () => {
      timer = undefined;
      look();
      if (waiting.size > 0) lookLater();
    };
    timer = setTimeout(soon, firstMs * 2 ** looks++);
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return {
    add(element) {
      if (waiting.size >= most || !isUndefined(element)) return;
      waiting.add(element);
      lookLater();
    },
    look,
  };
}

const isUndefined = (element: Element): boolean =>
  element.localName.includes('-') && element.matches(':not(:defined)');
