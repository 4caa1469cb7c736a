import { parseValue } from '../protocol/api/json.ts';
import type { Token } from '../protocol/api/relay.ts';
import type { Body } from '../protocol/question/body.ts';
import { maxSpans } from '../protocol/question/span.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { type QuestionSet, questionSet } from '../protocol/terms/question-set.ts';
import { terms as schema, type Terms } from '../protocol/terms/terms.ts';
import { audienceIn, checkAudience } from './audience.ts';
import { checkExamples, examplesOf, fitsPlan } from './check-examples.ts';
import { checkMoney, type MoneyCheck } from './check-money.ts';
import { checkPlace, keptIn, soundUniverse, universeIn } from './check-place.ts';
import { checkText, inLines, optionsOf } from './check-text.ts';
import type { Fault } from './fault.ts';
import type { PlanForm } from './form.ts';
import { knownOf, readKnown } from './known.ts';
import { optionIds } from './option-ids.ts';

/** Where and by whom a campaign is opened. */
export interface OpeningPlace {
  chainId: number;
  escrow: Hex;
  token: Token;
  requester: Hex;
  /** Seconds since 1970, at which it opens. */
  now: number;
}

export interface Written {
  faults: Fault[];
  money: MoneyCheck;
  /** Null while there are faults. They are bound to the golds once the campaign has its salt. */
  terms: Terms | null;
  truths: ReadonlyMap<string, Body>;
}

/** What the requester knows, where it counts. */
function knownIn(form: PlanForm): ReturnType<typeof readKnown> {
  const lines = form.pay === 'flat' || form.unit !== 'page' ? [] : form.golds;
  const known = lines.filter((line) => line.trim() !== '').map(knownOf);
  return readKnown(known, {
    examples: examplesOf(form),
    questions: questionsOf(form),
    universe: soundUniverse(form),
    keepParameters: keptIn(form),
  });
}

const day = 86_400;

/** What a plan asks: what it was given, or its one question: options of a choice, or the same words as classes of passages. */
export function questionsOf(form: PlanForm): Terms['questions'] {
  if (form.questions !== null) return form.questions;
  const written = optionsOf(form);
  const ids = optionIds(written.map(({ label }) => label));
  const named = written.map(({ label, hint }, index) => ({
    id: ids[index] ?? '',
    label,
    ...(hint === '' ? {} : { hint }),
  }));
  const asked = { id: 'answer', ask: form.ask.trim() };
  return form.unit === 'selection'
    ? [{ kind: 'span', ...asked, classes: named, spans: { min: 0, max: maxSpans }, overlap: form.overlap }]
    : [{ kind: 'choice', ...asked, multiple: form.multiple, options: named }];
}

function targetsOf({ unit, selector, key }: PlanForm): Terms['targets'] {
  if (unit !== 'element') return { unit };
  const named = key.trim();
  return { unit, selector: selector.trim(), ...(named === '' ? {} : { key: named }) };
}

/** How sure a task has to be before it has all its labels, in parts per million. */
export const stopConfidence = 900_000;

/** What is asked, and of what; patterns that are none are left out. */
export const askedIn = (form: PlanForm) => ({
  questions: questionsOf(form),
  targets: targetsOf(form),
  universe: soundUniverse(form),
  keepParameters: keptIn(form),
});

/** What is wrong with what labelers read, and with where labels are wanted. */
function checkAsked(form: PlanForm): Fault[] {
  const faults = [...checkText(form), ...checkPlace(form)];
  return [...faults, ...checkExamples(form, askedIn(form), faults.length === 0)];
}

const setOf = (form: PlanForm): QuestionSet => ({
  title: form.title.trim(),
  instructions: inLines(form.instructions).trim(),
  ...(form.exampleLabels.length === 0 ? {} : { examples: examplesOf(form) }),
  language: form.language.trim(),
  questions: questionsOf(form),
  targets: targetsOf(form),
  universe: universeIn(form),
  keepParameters: keptIn(form),
});

const refused = (detail: string): Fault => ({ field: 'title', code: 'terms', detail });

/** A plan as a private question set, or why it can not be: no fault is about money. */
export function writeSet(form: PlanForm): { faults: Fault[]; set: QuestionSet | null } {
  const faults = checkAsked(form);
  if (faults.length > 0) return { faults, set: null };
  const parsed = parseValue(questionSet, setOf(form));
  return parsed.ok ? { faults, set: parsed.value } : { faults: [refused(parsed.detail)], set: null };
}

/**
 * A plan as a private question set in which it can be tried, whatever is still wrong with its examples: those that fit what
 * is asked are shown there. Null where words or pages have faults.
 */
export function writeTrial(form: PlanForm): QuestionSet | null {
  const asked = askedIn(form);
  const { faults, set } = writeSet({ ...form, exampleLabels: [] });
  if (faults.length > 0 || set === null) return null;
  const fitting = form.exampleLabels.filter((one) => fitsPlan(asked, one));
  return writeSet({ ...form, exampleLabels: fitting }).set ?? set;
}

/** A plan as terms, or why it can not be: everything that would lock money for nothing is a fault here. */
export function writeTerms(form: PlanForm, place: OpeningPlace): Written {
  const money = checkMoney(form, place.token);
  const { truths, fault } = knownIn(form);
  const known = fault === undefined ? [] : [{ field: 'golds', ...fault } as const];
  const faults = [...checkAsked(form), ...checkAudience(form), ...money.faults, ...known];
  const { numbers, price } = money;
  if (faults.length > 0 || numbers === null || price === null) return { faults, money, terms: null, truths };
  const written: Terms = {
    version: 1,
    ...setOf(form),
    requester: place.requester,
    chainId: place.chainId,
    escrow: place.escrow,
    token: place.token.address,
    price: String(price),
    opens: place.now,
    closes: place.now + numbers.days * day,
    acceptByHours: numbers.acceptByHours,
    labelersShare: numbers.share,
    audience: { languages: audienceIn(form) },
    policy: {
      redundancy: { min: numbers.least, max: numbers.most },
      stopConfidence: numbers.most === 1 ? 500_000 : stopConfidence,
      hold: { scored: numbers.holdScored, golds: numbers.holdGolds },
      pay: form.pay,
    },
  };
  const parsed = parseValue(schema, written);
  if (parsed.ok) return { faults, money, terms: parsed.value, truths };
  return { faults: [refused(parsed.detail)], money, terms: null, truths };
}
