import * as v from 'valibot';
import { question } from '../question/question.ts';
import { amount } from '../scalar/amount.ts';
import { address, bytes32 } from '../scalar/hex.ts';
import { integer, seconds } from '../scalar/integer.ts';
import { text } from '../scalar/text.ts';
import { canonicalAddress, pageAddress } from '../target/address.ts';
import { examples, tasksOf } from './example.ts';
import { fitsPlace, fitsQuestions } from './fits.ts';
import { pagePattern } from './pattern.ts';
import { policy } from './policy.ts';
import { elementSelector, keyAttribute } from './selector.ts';

const day = 86_400;
const language = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a BCP 47 tag'),
);

/** The most tasks whose truth a requester gives. */
export const mostGiven = 1000;

/** The most pages of a fixed list. */
export const mostListed = 5000;

/** The pages of a campaign: every one that a pattern matches, or a fixed list. */
const universe = v.variant('kind', [
  v.strictObject({
    kind: v.literal('pattern'),
    patterns: v.pipe(v.array(pagePattern), v.minLength(1), v.maxLength(50)),
  }),
  v.strictObject({
    kind: v.literal('list'),
    addresses: v.pipe(
      v.array(pageAddress),
      v.minLength(1),
      v.maxLength(mostListed),
      v.check((list) => new Set(list).size === list.length, 'addresses must differ'),
    ),
  }),
]);

/** Which part of a page makes one task: all of it, what is marked in its text, or each match of a selector. */
const targets = v.variant('unit', [
  v.strictObject({ unit: v.literal('page') }),
  v.strictObject({ unit: v.literal('selection') }),
  v.strictObject({
    unit: v.literal('element'),
    selector: elementSelector,
    /** The attribute whose value names a match; without one, a digest of its text does. */
    key: v.exactOptional(keyAttribute),
  }),
]);

/** An address in another spelling than that under which labelers meet would never be found. */
const allCanonical = (addresses: readonly string[], keep: readonly string[]) =>
  addresses.every((address) => canonicalAddress(address, undefined, keep) === address);

/** Patterns that are none match nothing: where all faults are wanted at once, they may be among them. */
const areOfPages = (terms: Terms): boolean =>
  terms.examples === undefined ||
  (v.is(universe, terms.universe) && terms.examples.every(({ target }) => fitsPlace(terms, target)));

/** Field by field; what fields say to each other is checked below. */
const fields = v.strictObject({
  version: v.literal(1),
  title: text(100, 1),
  /** Plain text with a small markdown subset: paragraphs, lists, emphasis. Never HTML. */
  instructions: text(10_000),
  examples: v.exactOptional(examples),
  language,
  requester: address,
  chainId: integer(1, Number.MAX_SAFE_INTEGER),
  escrow: address,
  token: address,
  /** Per label. At least 10,000 smallest units, so that a floored share never becomes 0. */
  price: v.pipe(
    amount,
    v.check((digits) => digits.length >= 5, 'must be at least 10000 smallest units'),
  ),
  questions: v.pipe(
    v.array(question),
    v.minLength(1),
    v.maxLength(20),
    v.check((asked) => new Set(asked.map(({ id }) => id)).size === asked.length, 'question ids must differ'),
  ),
  targets,
  universe,
  /** Query parameters that tell pages apart; all others are dropped from addresses. */
  keepParameters: v.pipe(v.array(text(60, 1)), v.maxLength(20)),
  opens: seconds,
  closes: seconds,
  /** Hours after a receipt by which its labels are settled. */
  acceptByHours: integer(1, 24 * 60),
  /** The labelers' part of every licence sold, in basis points. */
  labelersShare: integer(0, 10_000),
  audience: v.strictObject({ languages: v.pipe(v.array(language), v.maxLength(20)) }),
  policy,
  /** Tasks whose truth the requester knows: how many, and the root over their hashes (signed/gold.ts). They only lower pay. */
  golds: v.exactOptional(v.strictObject({ root: bytes32, count: integer(1, mostGiven) })),
});

export type Terms = v.InferOutput<typeof fields>;

/**
 * What a campaign orders and pays. Its RFC 8785 form is hashed, and the hash stands on chain: a requester can not
 * change it afterwards but by an amendment that raises the price, adds tasks or extends the time.
 *
 * Times are seconds since 1970; amounts are smallest units of `token`.
 */
export const terms = v.pipe(
  fields,
  v.check(
    ({ opens, closes }) => closes > opens && closes - opens <= 90 * day,
    'must close within 90 days of opening',
  ),
  v.check(
    ({ universe, keepParameters }) =>
      universe.kind === 'pattern' || allCanonical(universe.addresses, keepParameters),
    'listed addresses must have no parameters but the kept ones, sorted by name',
  ),
  v.check(
    ({ questions, targets }) =>
      questions.some(({ kind }) => kind === 'span') === (targets.unit === 'selection'),
    'span questions and the unit selection go together',
  ),
  v.check(areOfPages, 'examples must be of the campaign’s pages and of the unit that it asks about'),
  v.check(
    (terms) => terms.examples === undefined || terms.examples.every((shown) => fitsQuestions(terms, shown)),
    'examples must answer all questions as they allow, about the places that they name',
  ),
  v.check(
    ({ examples, universe, targets }) =>
      examples === undefined ||
      universe.kind === 'pattern' ||
      targets.unit === 'element' ||
      tasksOf(examples) < universe.addresses.length,
    'examples are no tasks: the list needs a page that is none of them',
  ),
  v.check(
    ({ golds, targets, policy: { pay, redundancy } }) =>
      golds === undefined || (targets.unit === 'page' && pay === 'better-than-guess' && redundancy.min > 2),
    'golds are of whole pages, of three labels or more that are paid better-than-guess',
  ),
);
