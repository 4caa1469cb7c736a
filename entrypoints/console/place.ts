import type { Place } from '../../components/console/store.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** What the console is opened for: a place, or to write about an address, or a private question set. */
export type Opened = Place | { at: 'new'; from: { example: string } | { isPrivate: true } };

const isHex = (text: string, bytes: number): text is Hex =>
  new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`).test(text);

/** Reads the part after `#`: `plan=ID`, `campaign=ID`, `set=ID`, `new=ADDRESS` or `private`. */
export function placeIn(hash: string): Opened {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const plan = asked.get('plan') ?? '';
  const campaign = asked.get('campaign') ?? '';
  const set = asked.get('set') ?? '';
  const example = asked.get('new');
  if (isHex(plan, 16)) return { at: 'plan', id: plan };
  if (isHex(campaign, 32)) return { at: 'campaign', campaign };
  if (isHex(set, 32)) return { at: 'set', campaign: set };
  if (asked.has('private')) return { at: 'new', from: { isPrivate: true } };
  return example === null ? { at: 'list' } : { at: 'new', from: { example } };
}

function hashOf(place: Place): string {
  if (place.at === 'plan') return `#plan=${place.id}`;
  return place.at === 'list' ? '' : `#${place.at}=${place.campaign}`;
}

/** Keeps the place in the address, so that a reload comes back to it. */
export function remember(place: Place): void {
  if (location.hash !== hashOf(place)) history.pushState(null, '', hashOf(place) || location.pathname);
}
