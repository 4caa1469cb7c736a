import * as v from 'valibot';
import { integer } from '../protocol/scalar/integer.ts';
import { example, mostExamples } from '../protocol/terms/example.ts';
import { mostGiven, mostListed, terms } from '../protocol/terms/terms.ts';

const typed = (most: number) => v.pipe(v.string(), v.maxLength(most));
const several = (most: number, each: number) => v.pipe(v.array(typed(each)), v.maxLength(most));

/**
 * A campaign as its requester types it: every field may be half written. Numbers are digits as typed; `price`, `wage`
 * and `deposit` are in whole tokens ("0.25").
 */
export const planForm = v.strictObject({
  /** A private question set: no relay, no money; what is typed about them counts for nothing. */
  isPrivate: v.boolean(),
  title: typed(200),
  instructions: typed(20_000),
  language: typed(40),
  /** Whether the pages are all that patterns match, or a fixed list. */
  pages: v.picklist(['patterns', 'list']),
  /** Addresses of pages that labelers should label. */
  examples: several(50, 3000),
  /** Null: derived from the examples. */
  patterns: v.nullable(several(50, 400)),
  /** The fixed list, an address each. */
  list: several(mostListed, 3000),
  /** Names of query parameters that tell pages apart. */
  keep: several(20, 100),
  /** With `selection` the question is which passages of a page's text are of which class. */
  unit: v.picklist(['page', 'element', 'selection']),
  selector: typed(400),
  /** The attribute that names an element; empty: its text does. */
  key: typed(80),
  /** What the selector found when it was last tried on a page. */
  seen: v.nullable(
    v.strictObject({ selector: typed(400), address: typed(3000), matches: integer(0, 10_000_000) }),
  ),
  /** Taken from elsewhere as they are, in place of what is typed below. */
  questions: v.nullable(terms.pipe[0].entries.questions),
  ask: typed(400),
  multiple: v.boolean(),
  /** Whether passages of different classes may share text. */
  overlap: v.boolean(),
  /** What can be answered: options, or the classes of passages. */
  options: v.pipe(
    v.array(v.strictObject({ label: typed(120), hint: typed(400) })),
    v.minLength(1),
    v.maxLength(40),
  ),
  /** Labels that are shown to labelers, each with what is typed about it. */
  exampleLabels: v.pipe(
    v.array(v.strictObject({ ...example.entries, note: typed(1000) })),
    v.maxLength(mostExamples),
  ),
  /** Whether the price is typed, or follows from an hourly wage. */
  priceBy: v.picklist(['wage', 'price']),
  price: typed(40),
  wage: typed(40),
  /** How long one label takes, given or measured. */
  seconds: typed(10),
  /** How many tasks are expected. */
  tasks: typed(10),
  /** Labels per task: at least, and at most. */
  least: typed(5),
  most: typed(5),
  pay: v.picklist(['flat', 'better-than-guess']),
  /** Pages whose answer the requester knows: an address and the answer each. Under `better-than-guess`, of whole pages. */
  golds: several(mostGiven, 3200),
  /** What a labeler must have shown before their labels are paid: scored labels, and golds among them. */
  holdScored: typed(5),
  holdGolds: typed(5),
  days: typed(5),
  acceptByHours: typed(6),
  /** The labelers' part of licences, in percent. */
  share: typed(6),
  /** Empty: what is needed. */
  deposit: typed(40),
});

export type PlanForm = v.InferOutput<typeof planForm>;

export type Field = keyof PlanForm;

/** A form that an earlier version has kept. */
export const completed = (form: PlanForm): PlanForm => ({ ...emptyForm(form.language), ...form });

export const emptyForm = (language: string): PlanForm => ({
  isPrivate: false,
  title: '',
  instructions: '',
  language,
  pages: 'patterns',
  examples: [],
  patterns: null,
  list: [],
  keep: [],
  unit: 'page',
  selector: '',
  key: '',
  seen: null,
  questions: null,
  ask: '',
  multiple: false,
  overlap: false,
  options: [
    { label: '', hint: '' },
    { label: '', hint: '' },
  ],
  exampleLabels: [],
  priceBy: 'wage',
  price: '',
  wage: '',
  seconds: '20',
  tasks: '100',
  least: '3',
  most: '5',
  pay: 'better-than-guess',
  golds: [],
  holdScored: '0',
  holdGolds: '0',
  days: '30',
  acceptByHours: '72',
  share: '50',
  deposit: '',
});
