import type { ElementsOffer } from '../../../lib/view/offer.ts';
import { adopt } from '../adopt.ts';
import type { Surface } from '../surface.ts';
import type { Guard } from '../verdict.ts';
import css from './chips.css?inline';
import { type Chips, type ChipsNeeds, createChips } from './chips.tsx';

type Needs = Omit<ChipsNeeds, 'host' | 'layer' | 'openRoot' | 'guard' | 'card'> & {
  surface: Surface;
  guardFor(card: HTMLElement): Guard;
  styleOf(css: string): CSSStyleSheet;
};

/** Chips in the layer of a surface, with a guard of their own for the one that is open. */
export function openChips(
  offers: readonly ElementsOffer[],
  { surface, guardFor, styleOf, ...needs }: Needs,
  signal: AbortSignal,
): Chips {
  const { host, root, layer } = surface;
  const { language } = needs;
  const openRoot = layer.ownerDocument.createElement('div');
  openRoot.className = 'surface open-chip';
  openRoot.hidden = true;
  layer.dir = language.direction;
  layer.lang = language.locale;
  layer.append(openRoot);
  adopt(layer, styleOf(css));
  const guard = guardFor(openRoot);
  const card = () => root.firstElementChild?.getBoundingClientRect();
  return createChips(offers, { ...needs, host, layer, openRoot, guard, card }, signal);
}

export type OpenChips = typeof openChips;
