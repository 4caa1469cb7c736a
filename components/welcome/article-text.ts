import type { Key } from '../parts/language.ts';

/** The article that practice is about: an invented report about an invented bank. */
export const articleParagraphs: readonly Key[] = [
  'article_lead',
  'article_inflation',
  'article_minutes',
  'article_market',
  'article_close',
];
