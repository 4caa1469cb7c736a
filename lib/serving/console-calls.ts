import * as v from 'valibot';
import { planForm } from '../authoring/form.ts';
import { kitNames } from '../authoring/kits/kits.ts';
import { advance } from '../funding/advance.ts';
import { changeOrder } from '../funding/change-order.ts';
import { consoleView } from '../funding/console-view.ts';
import { enlarge } from '../funding/enlarge.ts';
import { keepSet } from '../funding/keep-set.ts';
import { payOut } from '../funding/pay-out.ts';
import { placeOrder } from '../funding/place-order.ts';
import { planOfSet } from '../funding/plan-of-set.ts';
import { planView } from '../funding/plan-view.ts';
import { changePlan, dropPlan, newPlan, planNamed } from '../funding/plans.ts';
import { progressView } from '../funding/progress-view.ts';
import { purseView } from '../funding/purse-view.ts';
import type { Requesting } from '../funding/requesting.ts';
import { eventsAccess, exportAccess } from '../funding/stream-access.ts';
import { takeBack } from '../funding/take-back.ts';
import { labeledTask } from '../funding/task-views.ts';
import { tryPlan } from '../funding/try-plan.ts';
import { walletCalls } from '../funding/wallet-calls.ts';
import type { Looking } from '../overview/overview.ts';
import { exportFormats } from '../protocol/api/export.ts';
import { address, bytes16, bytes32 } from '../protocol/scalar/hex.ts';
import { uint32 } from '../protocol/scalar/integer.ts';
import { importSet } from '../queue/import-set.ts';
import { dropSet, wholeSet } from '../queue/question-sets.ts';
import { changeSites } from './align-sites.ts';
import { call } from './call.ts';

const nothing = v.strictObject({});
const ofCampaign = v.strictObject({ campaign: bytes32 });
const ofRevision = { id: bytes16, revision: uint32 };
const typed = v.pipe(v.string(), v.maxLength(40));

/** What the background answers to the requester's console. */
export function consoleCalls(requesting: Requesting & Pick<Looking, 'granted'>, tell: () => void) {
  const { store } = requesting;
  /** The overlay stands on the sites of private question sets, and of plans that are tried, that there are now. */
  const settled = async <T>(done: T): Promise<T> => {
    await changeSites(store);
    tell();
    return done;
  };
  return {
    console: call({ pages: false, takes: nothing, run: () => consoleView(requesting) }),
    purse: call({ pages: false, takes: nothing, run: () => purseView(requesting) }),
    walletCalls: call({
      pages: false,
      takes: v.strictObject({ id: bytes16 }),
      run: ({ id }) => walletCalls(requesting, id),
    }),
    newPlan: call({
      pages: false,
      takes: v.strictObject({
        language: typed,
        example: v.exactOptional(v.pipe(v.string(), v.maxLength(3000))),
        kit: v.exactOptional(v.picklist(kitNames)),
        isPrivate: v.exactOptional(v.boolean()),
      }),
      run: async (given) => {
        const plan = await newPlan(requesting, given);
        tell();
        return planView(requesting, plan);
      },
    }),
    plan: call({
      pages: false,
      takes: v.strictObject({ id: bytes16 }),
      run: async ({ id }) => planView(requesting, await planNamed(await requesting.store.open(), id)),
    }),
    changePlan: call({
      pages: false,
      takes: v.strictObject({ ...ofRevision, form: planForm }),
      run: async ({ form, ...seen }) => {
        const plan = await changePlan(requesting, seen, form);
        tell();
        return planView(requesting, plan);
      },
    }),
    dropPlan: call({
      pages: false,
      takes: v.strictObject(ofRevision),
      run: async (seen) => settled(await dropPlan(requesting, seen)),
    }),
    planOfSet: call({
      pages: false,
      takes: v.strictObject({ campaign: bytes32, isPrivate: v.boolean() }),
      run: async (from) => {
        const plan = await planOfSet(requesting, from);
        tell();
        return planView(requesting, plan);
      },
    }),
    keepSet: call({
      pages: false,
      takes: v.strictObject({ ...ofRevision, asNew: v.exactOptional(v.boolean()) }),
      run: async (seen) => settled(await keepSet(requesting, seen)),
    }),
    tryPlan: call({
      pages: false,
      takes: v.strictObject(ofRevision),
      run: async (seen) => {
        await settled(await tryPlan(requesting, seen));
        return planView(requesting, await planNamed(await store.open(), seen.id));
      },
    }),
    importSet: call({
      pages: false,
      takes: v.strictObject({ text: v.string() }),
      run: async ({ text }) => settled(await importSet(requesting, text)),
    }),
    wholeSet: call({ pages: false, takes: ofCampaign, run: ({ campaign }) => wholeSet(store, campaign) }),
    dropSet: call({
      pages: false,
      takes: ofCampaign,
      run: async ({ campaign }) => settled(await dropSet(store, campaign)),
    }),
    placeOrder: call({
      pages: false,
      takes: v.strictObject(ofRevision),
      run: async (seen) => {
        const { campaign } = await placeOrder(requesting, seen);
        return settled({ campaign });
      },
    }),
    advanceOrder: call({
      pages: false,
      takes: ofCampaign,
      run: ({ campaign }) => advance(requesting, campaign).finally(tell),
    }),
    takeBack: call({
      pages: false,
      takes: ofCampaign,
      run: ({ campaign }) => takeBack(requesting, campaign).finally(tell),
    }),
    enlarge: call({
      pages: false,
      takes: v.strictObject({ campaign: bytes32, amount: typed, price: typed, days: typed }),
      run: (addition) => enlarge(requesting, addition).finally(tell),
    }),
    payOut: call({
      pages: false,
      takes: v.strictObject({ to: address, amount: typed }),
      run: (wanted) => payOut(requesting, wanted).finally(tell),
    }),
    takeRest: call({
      pages: false,
      takes: ofCampaign,
      run: async ({ campaign }) => {
        await changeOrder(await requesting.store.open(), campaign, () => ({ refund: true }));
        await advance(requesting, campaign).finally(tell);
      },
    }),
    progress: call({
      pages: false,
      takes: ofCampaign,
      run: ({ campaign }) => progressView(requesting, campaign),
    }),
    labeledTask: call({
      pages: false,
      takes: v.strictObject({ campaign: bytes32, task: bytes32 }),
      run: (named) => labeledTask(requesting, named),
    }),
    exportAccess: call({
      pages: false,
      takes: v.strictObject({ campaign: bytes32, format: v.picklist(exportFormats) }),
      run: (wanted) => exportAccess(requesting, wanted),
    }),
    eventsAccess: call({
      pages: false,
      takes: ofCampaign,
      run: (order) => eventsAccess(requesting, order),
    }),
  };
}
