import * as v from 'valibot';
import { isWithoutControls } from '../scalar/plain-text.ts';

const name = '[A-Za-z_][A-Za-z0-9_-]*';
const attribute = `\\[[a-z][a-z0-9-]*(?:[~|^$*]?="[^"\\\\\\t\\n]{0,100}")?\\]`;
const part = `(?:[.#]${name}|${attribute})`;
const compound = `(?:[a-z][a-z0-9-]*${part}{0,4}|${part}{1,4})`;
const complex = `${compound}(?: (?:> )?${compound}){0,3}`;
const shape = new RegExp(`^${complex}(?:, ${complex}){0,3}$`);

/**
 * Which elements of a page a campaign asks about: a small part of CSS selectors (Selectors 4), as data. Up to four
 * alternatives of up to four steps (inside, or `>` directly inside) of element names, classes, ids and attributes, in
 * one spelling. No pseudo-class, escape, namespace or `*`: nothing that costs a page more than a look at an element and
 * those around it.
 */
export const elementSelector = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(shape, 'must look like article.post > p, [data-id]'),
  v.check((selector) => selector.isWellFormed() && isWithoutControls(selector), 'must be plain text'),
);

/** Attributes that name an element: they hold what a site calls it, never what a person wrote or chose. */
export const keyAttribute = v.pipe(
  v.string(),
  v.maxLength(60),
  v.regex(/^(?:id|itemid|data-[a-z0-9]+(?:-[a-z0-9]+)*)$/, 'must be id, itemid or a data attribute'),
);
