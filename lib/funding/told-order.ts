import type { OrderRecord } from '../storage/records.ts';

export type ToldOrder = Pick<OrderRecord, 'salt' | 'terms' | 'golds'>;

/** What a relay is told of an order: the golds with the terms that are bound to them. */
export const toldOf = ({ salt, terms, golds }: ToldOrder) => ({
  salt,
  terms,
  ...(golds === undefined ? {} : { golds }),
});
