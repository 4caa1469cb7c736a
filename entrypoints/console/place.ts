import type { Place } from '../../components/console/store.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** What the console is opened for: a place, or to write about an address. */
export type Opened = Place | { at: 'new'; example: string };

const isHex = (text: string, bytes: number): text is Hex =>
  new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`).test(text);

/** Reads the part after `#`: `plan=ID`, `campaign=ID` or `new=ADDRESS`. */
export function placeIn(hash: string): Opened {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const plan = asked.get('plan') ?? '';
  const campaign = asked.get('campaign') ?? '';
  const example = asked.get('new');
  if (isHex(plan, 16)) return { at: 'plan', id: plan };
  if (isHex(campaign, 32)) return { at: 'campaign', campaign };
  return example === null ? { at: 'list' } : { at: 'new', example };
}

export function hashOf(place: Place): string {
  if (place.at === 'plan') return `#plan=${place.id}`;
  return place.at === 'campaign' ? `#campaign=${place.campaign}` : '';
}
