import * as v from 'valibot';
import { maxLetter } from '../question/span.ts';
import { integer } from '../scalar/integer.ts';
import { text } from '../scalar/text.ts';
import { pageAddress } from './address.ts';
import {
  lettersOf,
  maxContext,
  maxExact,
  maxPlaces,
  maxPlaceText,
  placesAreFew,
  textModels,
} from './places.ts';

const position = v.pipe(
  v.strictObject({
    type: v.literal('TextPositionSelector'),
    start: integer(0, maxLetter),
    end: integer(1, maxLetter),
  }),
  v.check(({ start, end }) => start < end, 'a place must hold a letter'),
);

const path = v.strictObject({
  type: v.literal('XPathSelector'),
  value: v.pipe(
    v.string(),
    v.maxLength(2000),
    v.regex(/^(?:\*\[[1-9][0-9]{0,3}\](?:\/\*\[[1-9][0-9]{0,3}\])*)?$/, 'must look like *[2]/*[1]'),
  ),
  refinedBy: position,
});

const fit = integer(0, 10_000);
const beside = integer(0, 65_535);
const quote = v.strictObject({
  type: v.literal('TextQuoteSelector'),
  exact: text(maxExact, 1),
  prefix: text(maxContext),
  suffix: text(maxContext),
  copies: v.exactOptional(integer(2, maxLetter)),
  rivals: v.exactOptional(v.pipe(v.array(v.strictTuple([fit, fit])), v.maxLength(6))),
  beside: v.exactOptional(v.pipe(v.array(v.strictTuple([beside, beside])), v.maxLength(8))),
});

/** What finds one passage again: W3C selectors, cheapest first, as `lib/anchoring` describes it. */
export const place = v.pipe(
  v.array(v.variant('type', [path, position, quote])),
  v.check(
    (selectors) =>
      /^(XPathSelector )?TextPositionSelector TextQuoteSelector$/.test(
        selectors.map(({ type }) => type).join(' '),
      ),
    'must be a path at most, a position and a quote',
  ),
);

export type Place = v.InferOutput<typeof place>;

/** By their letters, no two alike: one spelling per label. */
const areInOrder = (places: Place[]): boolean =>
  places.every((one, at) => {
    const [before, here] = [places[at - 1], lettersOf(one)];
    if (before === undefined) return true;
    const last = lettersOf(before);
    return last.start < here.start || (last.start === here.start && last.end < here.end);
  });

/**
 * The unit `selection`: passages of a page's text, all that one account has marked there. Its key is constant, so that a
 * page is one task. A place is named by every span of the body that has its letters.
 */
export const selectionTarget = v.strictObject({
  unit: v.literal('selection'),
  unitKey: v.literal('selection'),
  address: pageAddress,
  /** Version of the text model in which letters are counted (docs/anchoring.md). */
  textModel: v.picklist(textModels),
  places: v.pipe(
    v.array(place),
    v.check(
      (places) => placesAreFew(places),
      `at most ${maxPlaces} places, with ${maxPlaceText} units of text in all`,
    ),
    v.check(areInOrder, 'places must stand in the order of their letters, each once'),
  ),
});

export type SelectionTarget = v.InferOutput<typeof selectionTarget>;
