import type { Token } from '../protocol/api/relay.ts';
import { tasksOf } from '../protocol/terms/example.ts';
import { numberOf, unitsOf, wholeOf } from './amounts.ts';
import { listedIn } from './check-place.ts';
import { type Cost, costOf, labelsFrom, priceAtWage } from './cost.ts';
import type { Fault, FaultCode } from './fault.ts';
import type { Field, PlanForm } from './form.ts';

/** Prices below would floor a labeler's share to nothing (DESIGN section 9). */
const leastPrice = 10_000n;

export interface Numbers {
  least: number;
  most: number;
  tasks: number;
  days: number;
  acceptByHours: number;
  holdScored: number;
  holdGolds: number;
  /** Basis points. */
  share: number;
}

export interface MoneyCheck {
  faults: Fault[];
  numbers: Numbers | null;
  price: bigint | null;
  cost: Cost | null;
  /** What is to be locked: typed, or what is needed. */
  deposit: bigint | null;
  /** How many labels the deposit pays. */
  labels: bigint | null;
}

type Bounds = [field: Field, least: number, most: number];
const bounds = {
  least: ['least', 1, 100],
  most: ['most', 1, 100],
  tasks: ['tasks', 1, 10_000_000],
  days: ['days', 1, 90],
  acceptByHours: ['acceptByHours', 1, 1440],
  holdScored: ['holdScored', 0, 1000],
  holdGolds: ['holdGolds', 0, 100],
} as const satisfies Record<string, Bounds>;

function checkNumbers(form: PlanForm): { faults: Fault[]; numbers: Numbers | null } {
  const faults: Fault[] = [];
  const fault = (field: Field, code: FaultCode, detail = '') => void faults.push({ field, code, detail });
  const whole = (name: keyof typeof bounds): number => {
    const [field, least, most] = bounds[name];
    const value = wholeOf(form[name]);
    if (value === undefined) fault(field, 'not-a-number');
    else if (value < least || value > most) fault(field, 'out-of-range', `${least}–${most}`);
    return value ?? 0;
  };
  const numbers = {
    least: whole('least'),
    most: whole('most'),
    // Of a list of pages nothing has to be guessed. Those that stand as examples are none.
    tasks:
      form.pages === 'list' && form.unit !== 'element'
        ? Math.max(1, listedIn(form).length - tasksOf(form.exampleLabels))
        : whole('tasks'),
    days: whole('days'),
    acceptByHours: whole('acceptByHours'),
    holdScored: form.pay === 'flat' ? 0 : whole('holdScored'),
    holdGolds: form.pay === 'flat' ? 0 : whole('holdGolds'),
    share: Math.round((numberOf(form.share) ?? -1) * 100),
  };
  if (numbers.share < 0) fault('share', 'not-a-number');
  else if (numbers.share > 10_000) fault('share', 'out-of-range', '0–100');
  // A label is scored by two others: with fewer nobody would earn more than a fifth.
  if (form.pay === 'better-than-guess' && numbers.least < 3) fault('least', 'few-labels');
  if (faults.length === 0 && numbers.most < numbers.least)
    fault('most', 'out-of-range', `${numbers.least}–100`);
  return { faults, numbers: faults.length === 0 ? numbers : null };
}

function priceOf(form: PlanForm, { decimals }: Token): bigint | Fault {
  if (form.priceBy === 'price') {
    const price = unitsOf(form.price, decimals);
    return price ?? { field: 'price', code: 'not-an-amount', detail: '' };
  }
  const wage = unitsOf(form.wage, decimals);
  if (wage === undefined) return { field: 'wage', code: 'not-an-amount', detail: '' };
  const seconds = numberOf(form.seconds);
  if (seconds === undefined) return { field: 'seconds', code: 'not-a-number', detail: '' };
  if (seconds < 1 || seconds > 3600) return { field: 'seconds', code: 'out-of-range', detail: '1–3600' };
  return priceAtWage(wage, seconds);
}

/** What the plan costs, and why it can not be paid like that. */
export function checkMoney(form: PlanForm, token: Token): MoneyCheck {
  const { faults, numbers } = checkNumbers(form);
  const asked = priceOf(form, token);
  if (typeof asked !== 'bigint') faults.push(asked);
  else if (asked < leastPrice)
    faults.push({ field: form.priceBy, code: 'price-low', detail: String(leastPrice) });
  const price = typeof asked === 'bigint' ? asked : null;
  const cost = price === null || numbers === null ? null : costOf(price, numbers.most, numbers.tasks);
  const typed = form.deposit.trim() === '' ? cost?.deposit : unitsOf(form.deposit, token.decimals);
  if (form.deposit.trim() !== '' && typed === undefined)
    faults.push({ field: 'deposit', code: 'not-an-amount', detail: '' });
  if (typed !== undefined && cost !== null && typed < cost.deposit)
    faults.push({ field: 'deposit', code: 'deposit-low', detail: String(cost.deposit) });
  const deposit = typed ?? null;
  const labels = deposit === null || price === null ? null : labelsFrom(deposit, price);
  return { faults, numbers, price, cost, deposit, labels };
}
