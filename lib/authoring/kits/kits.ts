import { emptyForm, type PlanForm } from '../form.ts';
import { answers } from './answers.ts';
import { clauses } from './clauses.ts';
import type { Kit } from './kit.ts';
import { relevance } from './relevance.ts';
import { sentiment } from './sentiment.ts';

const kits = { sentiment, clauses, answers, relevance } satisfies Record<string, Kit>;

export type KitName = keyof typeof kits;
export const kitNames = ['sentiment', 'clauses', 'answers', 'relevance'] as const satisfies KitName[];

const wordsIn = (name: KitName, language: string) =>
  kits[name].words[language.toLowerCase().startsWith('es') ? 'es' : 'en'];

/** What a kit is called, in the language of the requester where we have it. */
export const kitTitle = (name: KitName, language: string): string => wordsIn(name, language).title;

/** A plan begun from a kit: pages and money are still the requester's to say. */
export function kitForm(name: KitName, language: string): PlanForm {
  const { options, ...words } = wordsIn(name, language);
  return {
    ...emptyForm(language),
    ...kits[name].plan,
    ...words,
    language: language.toLowerCase().startsWith('es') ? language : 'en',
    options: options.map(([label, hint]) => ({ label, hint })),
  };
}
