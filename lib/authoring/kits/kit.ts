import type { PlanForm } from '../form.ts';

/** Words of a plan to begin with, in one language. */
export type KitWords = Pick<PlanForm, 'title' | 'instructions' | 'ask'> & {
  options: readonly (readonly [label: string, hint: string])[];
};

/** A plan that is half written: a question that many ask, with everything that does not depend on the requester's pages. */
export interface Kit {
  plan: Partial<Pick<PlanForm, 'unit' | 'multiple' | 'overlap' | 'seconds'>>;
  words: { en: KitWords; es: KitWords };
}
