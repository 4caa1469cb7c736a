import { audienceIn } from '../authoring/audience.ts';
import { fitsPlan } from '../authoring/check-examples.ts';
import { examplesIn, listedIn, patternsIn } from '../authoring/check-place.ts';
import { expectedLabels } from '../authoring/expected-labels.ts';
import type { PlanForm } from '../authoring/form.ts';
import { goldsCost } from '../authoring/golds.ts';
import {
  askedIn,
  questionsOf,
  stopConfidence,
  writeSet,
  writeTerms,
  writeTrial,
} from '../authoring/write-terms.ts';
import type { Token } from '../protocol/api/relay.ts';
import { moneyOf } from '../queue/offers.ts';
import { labelsOf } from '../queue/question-sets.ts';
import type { PlanRecord } from '../storage/records.ts';
import { originsOf } from '../targeting/hosts.ts';
import type { CostView, PlanView } from '../view/console.ts';
import type { Money } from '../view/money.ts';
import { tokenOf } from './can-pay.ts';
import { setsOf } from './plans.ts';
import { type Requesting, relayInUse } from './requesting.ts';

function costView(
  form: PlanForm,
  { money: { cost, labels, numbers, price }, truths }: ReturnType<typeof writeTerms>,
  money: (units: bigint) => Money,
): CostView | null {
  if (cost === null || numbers === null || price === null) return null;
  const golds = goldsCost(price, numbers, truths.size);
  const { least: min, most: max, tasks } = numbers;
  const perTask = expectedLabels(questionsOf(form), { redundancy: { min, max }, stopConfidence });
  const expected = perTask === null ? null : Math.round(perTask * tasks);
  return {
    tasks: String(numbers.tasks),
    labels: String(cost.labels),
    pay: money(cost.pay),
    reserve: money(cost.reserve),
    needed: money(cost.deposit),
    paid: String(labels ?? 0n),
    expected:
      perTask === null || expected === null
        ? null
        : {
            tenths: Math.round(10 * perTask),
            labels: String(expected),
            pay: money(price * BigInt(expected)),
          },
    golds: form.pay === 'flat' ? null : { ...golds, pay: money(golds.pay) },
  };
}

type Paid = Pick<PlanView, 'faults' | 'price' | 'cost' | 'deposit'>;

const privateView = ({ form }: PlanRecord): Paid => ({
  faults: writeSet(form).faults,
  price: null,
  cost: null,
  deposit: null,
});

async function paidView(requesting: Requesting, { form }: PlanRecord): Promise<Paid> {
  const relay = await relayInUse(requesting);
  const token: Token = tokenOf(relay);
  const requester = (await requesting.identity.account()).address;
  const { chainId, escrow } = relay.info;
  const now = Math.floor(requesting.now() / 1000);
  const written = writeTerms(form, { chainId, escrow, token, requester, now });
  const { faults, money: checked } = written;
  const money = (units: bigint) => moneyOf(String(units), token.address, [token]);
  return {
    faults,
    price: checked.price === null ? null : money(checked.price),
    cost: costView(form, written, money),
    deposit: checked.deposit === null ? null : money(checked.deposit),
  };
}

/** As many labels as are offered to be taken as examples. */
const mostLabeled = 50;

async function labeledFor({ store }: Requesting, plan: PlanRecord): Promise<PlanView['labeled']> {
  const db = await store.open();
  const ranges = setsOf(plan).map(labelsOf);
  const kept = await Promise.all(ranges.map((range) => db.getAllFromIndex('labels', 'campaignState', range)));
  const asked = askedIn(plan.form);
  return kept
    .flat()
    .filter(({ label }) => fitsPlan(asked, label))
    .sort((a, b) => b.savedAt - a.savedAt)
    .slice(0, mostLabeled)
    .map(({ label: { target, body } }) => ({ target, body }));
}

/** A plan with everything that follows from it, at the relay in use where it is to be paid. @throws Expected `no-relay` */
export async function planView(requesting: Requesting, plan: PlanRecord): Promise<PlanView> {
  const { form } = plan;
  const trial = writeTrial(form);
  return {
    ...plan,
    ...(form.isPrivate ? privateView(plan) : await paidView(requesting, plan)),
    audience: audienceIn(form),
    patterns: patternsIn(form),
    examples: examplesIn(form).map(({ address, matches }) => ({ address, matches })),
    listed: listedIn(form).length,
    questions: questionsOf(form),
    origins: trial === null ? [] : originsOf(trial.universe),
    labeled: trial === null ? [] : await labeledFor(requesting, plan),
  };
}
