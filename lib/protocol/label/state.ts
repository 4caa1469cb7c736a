/** A label on the device, from the first key to its settlement. The last three are what a statement says of it. */
export const labelStates = [
  'draft',
  'queued',
  'sent',
  'received',
  'refused',
  'held',
  'paid',
  'rejected',
] as const;

export type LabelState = (typeof labelStates)[number];
