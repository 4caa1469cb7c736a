import * as v from 'valibot';
import { pageAddress } from './address.ts';

/** The unit `page`: the whole document at an address. It needs no selector and its key is constant. */
const pageTarget = v.strictObject({
  unit: v.literal('page'),
  unitKey: v.literal('page'),
  address: pageAddress,
});

/**
 * What a label is about: a W3C Web Annotation target, reduced to what makes the task (address, unit, key) and the
 * selectors that find it again. The union that every further unit joins.
 */
export const target = v.variant('unit', [pageTarget]);

export type Target = v.InferOutput<typeof target>;

export const pageTargetOf = (address: string): Target => ({ unit: 'page', unitKey: 'page', address });
