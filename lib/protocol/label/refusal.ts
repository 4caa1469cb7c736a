/** Why a receipt refuses a label. Nothing is owed for a refused label; it stays on the device and can be exported. */
export const refusals = [
  'bad-task',
  'bad-body',
  'example',
  'duplicate',
  'not-drawn',
  'newcomer',
  'task-full',
  'not-open',
  'closed',
  'budget-exhausted',
] as const;

export type Refusal = (typeof refusals)[number];

/** Why a label is settled at amount 0 (P6: only with evidence). */
export const rejections = ['below-guess', 'same-person', 'copied', 'no-such-page'] as const;

export type Rejection = (typeof rejections)[number];
