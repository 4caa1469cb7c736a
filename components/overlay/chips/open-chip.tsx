import { render } from 'preact';
import type { Answering } from '../answering.ts';
import type { InLanguage } from '../in-language.tsx';
import { originOf, put, viewWidth } from '../layer/put.ts';
import { offerKey } from '../offer.ts';
import type { Guard } from '../verdict.ts';
import { quoteNow } from './element-offer.ts';
import { unitOf } from './element-unit.ts';
import type { Chip } from './follow-elements.ts';
import { OpenChipView } from './open-chip-view.tsx';

import { type Box, chipBox, chipPlace, openPlace } from './places.ts';

export interface OpenChip {
  /** The chip that is open. */
  current(): Chip | undefined;
  /** What named its element when it was opened. */
  unit(): string | undefined;
  /** @param before what was just saved, of which this one is the next */
  show(chip: Chip, before?: string): void;
  /** Goes on with another chip of the same name: a framework has put another node in the place of the first. */
  adopt(chip: Chip): void;
  close(): void;
  draw(): void;
  place(): void;
  guard: Guard;
}

export interface OpenChipNeeds {
  /** Where it is drawn, in the layer. */
  root: HTMLElement;
  host: Element;
  guard: Guard;
  inLanguage: InLanguage;
  isLabeling(): boolean;
  /** Where the card is. */
  card(): Box | undefined;
}

/**
 * The one chip that is open. Besides what the guard asks of every act, its element must at that moment have the name
 * under which it was opened, and it must be where it was: a list may use the node for something else, or move it under
 * the pointer. Each move of ours changes an attribute of the root, which the guard takes for a touch.
 */
export function createOpenChip({ root, host, guard, inLanguage, isLabeling, card }: OpenChipNeeds): OpenChip {
  let open: { chip: Chip; unit: string; answering: Answering; before: string | null } | undefined;
  let seenAt = '';
  let turns = 0;

  const nameNow = ({ element, followed }: Chip) =>
    element.isConnected ? unitOf(element, followed.offer.key) : undefined;
  const placeNow = () => {
    const { left, top } = root.getBoundingClientRect();
    return `${Math.round(left)} ${Math.round(top)}`;
  };
  const judge: Guard = (event) => {
    const verdict = guard(event);
    if (verdict !== 'accept' || open === undefined) return verdict;
    const { chip, unit, answering } = open;
    if (nameNow(chip) !== unit) {
      const other = chip.followed.find(unit);
      if (other === undefined || other.answering !== answering) {
        chip.followed.read(chip);
        return 'again';
      }
      adopt(other);
    }
    if (placeNow() !== seenAt) {
      place();
      return 'again';
    }
    quote(open.chip);
    return 'accept';
  };
  const draw = () => {
    root.hidden = open === undefined;
    const view = open && (
      <OpenChipView
        key={open.unit}
        answering={open.answering}
        guard={judge}
        labeling={isLabeling()}
        before={open.before}
      />
    );
    render(inLanguage(view ?? null), root);
  };
  const place = () => {
    if (open === undefined) return;
    const { element, followed, side } = open.chip;
    const origin = originOf(host);
    const most = viewWidth(origin);
    const corner = chipPlace(element.getBoundingClientRect(), most, followed.order, side);
    if (corner === undefined) return;
    const { width, height } = root.getBoundingClientRect();
    const view = { width: most, height: innerHeight };
    const at = openPlace(chipBox(corner), { width, height }, view, card());
    put(root, at, origin);
    const now = placeNow();
    if (now !== seenAt) root.dataset.at = now;
    seenAt = now;
  };
  const adopt = (chip: Chip) => {
    if (open === undefined || !chip.answering) return;
    open = { ...open, chip, answering: chip.answering };
    draw();
  };
  return {
    guard: judge,
    adopt,
    current: () => open?.chip,
    unit: () => open?.unit,
    show(chip, before) {
      if (chip.unit === undefined || !chip.answering) return;
      if (open?.unit !== chip.unit || open.chip !== chip) root.dataset.turn = String(++turns);
      open = { chip, unit: chip.unit, answering: chip.answering, before: before ?? null };
      quote(chip);
      draw();
      place();
    },
    close() {
      if (open === undefined) return;
      open = undefined;
      draw();
    },
    draw,
    place,
  };
}

/** A label quotes its element as it is when it is given. */
export function quote({ answering, element, followed, unit }: Chip): void {
  const [sheet] = answering?.store.getState().sheets ?? [];
  if (!answering || unit === undefined || sheet === undefined || sheet.offer.target.unit !== 'element')
    return;
  const now = quoteNow(element, unit, followed.offer.key);
  if (now !== sheet.offer.target.quote)
    answering.aim(offerKey(sheet.offer), { ...sheet.offer.target, quote: now });
}
