import * as v from 'valibot';
import { text } from '../scalar/text.ts';
import { pageAddress } from './address.ts';
import { selectionTarget } from './selection.ts';
import { isAttributeKey, isTextKey, maxQuote } from './unit-text.ts';

/** The unit `page`: the whole document at an address. It needs no selector and its key is constant. */
const pageTarget = v.strictObject({
  unit: v.literal('page'),
  unitKey: v.literal('page'),
  address: pageAddress,
});

/**
 * The unit `element`: one match of the terms' selector. The key names it wherever it stands in the page: the value of
 * the attribute that the terms name, or the digest of its normal text. `quote` is the text that was labeled, as a W3C
 * TextQuoteSelector's `exact`; it is no part of the task.
 */
const elementTarget = v.strictObject({
  unit: v.literal('element'),
  unitKey: v.pipe(
    v.string(),
    v.check((key) => isTextKey(key) || isAttributeKey(key), 'must be a digest of text or a short plain text'),
  ),
  address: pageAddress,
  quote: text(maxQuote),
});

/**
 * What a label is about: a W3C Web Annotation target, reduced to what makes the task (address, unit, key) and the
 * selectors that find it again. The union that every further unit joins.
 */
export const target = v.variant('unit', [pageTarget, elementTarget, selectionTarget]);

export type Target = v.InferOutput<typeof target>;

export const pageTargetOf = (address: string): Target => ({ unit: 'page', unitKey: 'page', address });
