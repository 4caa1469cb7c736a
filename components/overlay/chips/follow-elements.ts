import type { ElementsOffer } from '../../../lib/view/offer.ts';
import type { Answering } from '../answering.ts';
import { flowOf } from '../layer/flow.ts';
import { unitOf } from './element-unit.ts';
import { watchMatches } from './matches.ts';
import { type Corner, cornerOf } from './places.ts';
import type { Slices, Work } from './slices.ts';
import type { Standings } from './standings.ts';

/** One element near the viewport, and what stands about it under the name that it has now. */
export interface Chip {
  readonly followed: Followed;
  /** Another one when a framework draws the page anew. */
  element: Element;
  /** Its place in the layer. */
  readonly box: HTMLElement;
  /** In which of the element's corners; as its text ran when the chip came. */
  readonly side: Corner['side'];
  /** What names the element; undefined when nothing does. */
  unit: string | undefined;
  /** Null: takes no label. Undefined: not known yet. */
  answering: Answering | null | undefined;
}

/** The elements of one campaign on this page. */
export interface Followed {
  readonly offer: ElementsOffer;
  readonly order: number;
  /** All matches that are known. */
  readonly matches: ReadonlySet<Element>;
  /** Those near the viewport. */
  readonly chips: ReadonlyMap<Element, Chip>;
  /** The chip of a match, near or not. */
  ensure(element: Element): Chip;
  /** The chip of the element that has this name now, as the page stands at this moment. */
  find(unit: string): Chip | undefined;
  /** Looks again what names the element. */
  read(chip: Chip): void;
  /** Looks again at those of which nothing was known. */
  readUnknown(): void;
}

export interface FollowNeeds {
  layer: HTMLElement;
  slices: Slices;
  standings: Standings<Answering>;
  /** Draws a chip anew: it is another element's, has another name, or more is known of it. */
  draw(chip: Chip): void;
  gone(chip: Chip): void;
  counted(): void;
}

/** A page that shows more matches at once has them too close to each other to label them by pointer. */
const mostChips = 300;
/** A text that is still being written is no text yet. */
const quietMs = 400;

/** Follows a campaign's elements through the page's life, and keeps a chip for each that is near the viewport. */
export function followElements(
  offer: ElementsOffer,
  order: number,
  { layer, slices, standings, draw, gone, counted }: FollowNeeds,
  signal: AbortSignal,
): Followed {
  const chips = new Map<Element, Chip>();
  const coming = new Set<Element>();
  /** Chips whose element was taken out of the page in this look, by its name: another of that name may have come in. */
  const orphans = new Map<string, Chip>();
  const restless = new Map<Element, ReturnType<typeof setTimeout>>();
  let busy = false;

  const read = (chip: Chip) => {
    const unit = unitOf(chip.element, offer.key);
    const isSame = chip.unit === unit && chip.answering !== undefined;
    if (!isSame) chip.answering = unit === undefined ? undefined : standings.of(unit);
    chip.unit = unit;
    if (!isSame || chip.box.hidden) draw(chip);
  };
  const ensure = (element: Element): Chip => {
    const there = chips.get(element);
    if (there !== undefined) return there;
    const box = layer.ownerDocument.createElement('div');
    box.className = 'chip';
    box.hidden = true;
    layer.append(box);
    const side = cornerOf(flowOf(element));
    box.dataset.side = side;
    const chip: Chip = { followed, element, box, side, unit: undefined, answering: undefined };
    chips.set(element, chip);
    read(chip);
    return chip;
  };
  function* readUnknown(): Work {
    for (const chip of chips.values()) {
      if (chip.answering !== undefined) continue;
      read(chip);
      yield;
    }
  }
  function* come(): Work {
    while (coming.size > 0 && chips.size < mostChips) {
      const [element] = coming;
      if (element === undefined) break;
      coming.delete(element);
      if (matches.has(element)) ensure(element);
      yield;
    }
    busy = false;
  }
  const comeSoon = () => {
    if (busy || coming.size === 0) return;
    busy = true;
    slices(come());
  };
  const leave = (element: Element) => {
    coming.delete(element);
    clearTimeout(restless.get(element));
    restless.delete(element);
    const chip = chips.get(element);
    if (chip === undefined) return;
    chips.delete(element);
    if (!element.isConnected && chip.unit !== undefined && chip.answering && !orphans.has(chip.unit))
      orphans.set(chip.unit, chip);
    else remove(chip);
    comeSoon();
  };
  const remove = (chip: Chip) => {
    gone(chip);
    chip.box.remove();
  };
  /** The same chip, so that what a person does to it goes on, and nothing flickers. */
  const adopt = (element: Element) => {
    const unit = orphans.size === 0 ? undefined : unitOf(element, offer.key);
    const orphan = unit === undefined ? undefined : orphans.get(unit);
    if (unit === undefined || orphan === undefined || chips.has(element)) return;
    orphans.delete(unit);
    orphan.element = element;
    chips.set(element, orphan);
    draw(orphan);
  };
  /** What the old name stood for is taken away at once, before the page is painted with the element's new content. */
  const changed = (element: Element) => {
    const chip = chips.get(element);
    if (chip === undefined) return;
    if (offer.key !== undefined) return read(chip);
    chip.box.hidden = true;
    clearTimeout(restless.get(element));
    const quiet = () => {
      restless.delete(element);
      read(chip);
    };
    restless.set(element, setTimeout(quiet, quietMs));
  };

  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) leave(target);
        else if (!chips.has(target)) coming.add(target);
      }
      comeSoon();
    },
    { rootMargin: '50% 0px' },
  );
  const found = (element: Element) => {
    near.observe(element);
    adopt(element);
    counted();
  };
  const lost = (element: Element) => {
    near.unobserve(element);
    leave(element);
    counted();
  };
  const looked = () => {
    for (const orphan of orphans.values()) remove(orphan);
    orphans.clear();
  };
  const { known: matches, now } = watchMatches(
    offer,
    document,
    { found, lost, changed, looked },
    slices,
    signal,
  );
  const followed: Followed = {
    offer,
    order,
    matches,
    chips,
    ensure,
    find(unit) {
      const isNamed = (element: Element) => unitOf(element, offer.key) === unit;
      const element = now().find(isNamed);
      return element === undefined ? undefined : ensure(element);
    },
    read,
    readUnknown: () => slices(readUnknown()),
  };
  signal.addEventListener(
    'abort',
    () => {
      near.disconnect();
      for (const timer of restless.values()) clearTimeout(timer);
    },
    { once: true },
  );
  return followed;
}
