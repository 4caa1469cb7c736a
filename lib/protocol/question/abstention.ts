import * as v from 'valibot';

export const abstentions = ['unsure', 'not-applicable', 'page-broken'] as const;

/** An honest "no answer", first-class for every kind of question. */
export type Abstention = { kind: (typeof abstentions)[number] };

export const unsure = v.strictObject({ kind: v.literal('unsure') });
export const notApplicable = v.strictObject({ kind: v.literal('not-applicable') });
export const pageBroken = v.strictObject({ kind: v.literal('page-broken') });
