import '../serving/own-browser.ts';
import type { Runtime } from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { calls } from '../../../lib/serving/calls.ts';
import { answerAt } from '../../../lib/serving/door.ts';
import { Expected } from '../../../lib/storage/expected.ts';
import { firstKeyMap } from '../../../lib/view/key-map.ts';
import { wholeForm } from '../authoring/whole-form.ts';
import {
  article,
  campaignRecord,
  draftFor,
  hexOf,
  joined,
  makeDevice,
  sampleTerms,
} from '../queue/sample.ts';
import { ownId } from '../serving/own-browser.ts';

// The double of the browser has no pages to put a script into.
fakeBrowser.scripting.executeScript = async () => [];

const device = makeDevice();
const campaign = campaignRecord();
const offline = () => {
  throw new Expected('relay-unreachable', true);
};
const nothing = async () => {};
const own = calls({
  ...device,
  client: offline,
  chain: offline,
  purse: offline,
  granted: async () => [],
  timer: { arm: nothing, armAt: nothing, ring: nothing, now: nothing, alone: (work) => work() },
  tell: () => {},
});
const answer = answerAt(own, async (origins) => origins);
const sender: Runtime.MessageSender & { origin: string } = {
  id: ownId,
  tab: { id: 1, index: 0, highlighted: false, active: true, pinned: false, incognito: false },
  frameId: 0,
  url: article(1),
  origin: new URL(article(1)).origin,
};

const walletDelegation = {
  account: hexOf(2, 20),
  payTo: hexOf(2, 20),
  key: hexOf(3, 20),
  campaign: zero32,
  blind: zero32,
  notAfter: 1_900_000_000,
};

/** What each call takes, with valid arguments. */
export const takenByCalls: readonly {
  name: string;
  schema: (typeof own)[keyof typeof own]['takes'];
  values: readonly unknown[];
}[] = [
  { name: 'offersHere', values: [{ location: article(1), canonical: article(2) }, { location: article(1) }] },
  {
    name: 'elementsHere',
    values: [{ campaign: hexOf(1, 32), page: { location: article(1) }, units: ['post 1', 'A text'] }],
  },
  {
    name: 'guide',
    values: [{ campaign: hexOf(1, 32), page: { location: article(1) } }, { campaign: hexOf(1, 32) }],
  },
  {
    name: 'save',
    values: [{ ...draftFor(campaign, 1), confidence: 70, rationale: 'Said twice', instead: null }],
  },
  { name: 'loadScript', values: [{ script: 'kind-span' }, { script: 'palette' }] },
  { name: 'undo', values: [{ id: hexOf(0x1d, 16) }] },
  { name: 'keyMap', values: [{}] },
  {
    name: 'keepDraft',
    values: [{ campaign: hexOf(1, 32), termsHash: hexOf(2, 32), target: pageTargetOf(article(1)), body: {} }],
  },
  { name: 'lastAnswer', values: [{ campaign: hexOf(1, 32), address: article(1) }] },
  {
    name: 'changeKeyMap',
    values: [{ keyMap: firstKeyMap }, { keyMap: { ...firstKeyMap, undo: 'Shift+Z' } }],
  },
  { name: 'overview', values: [{ page: { location: article(1), canonical: article(2) } }, {}] },
  { name: 'look', values: [{}] },
  { name: 'useRelay', values: [{ url: 'https://relay.example' }] },
  {
    name: 'join',
    values: [
      { campaign: hexOf(1, 32), payTo: hexOf(2, 20) },
      { campaign: hexOf(1, 32), payTo: null },
    ],
  },
  { name: 'leave', values: [{ campaign: hexOf(1, 32) }] },
  { name: 'sync', values: [{}] },
  { name: 'claim', values: [{ payTo: hexOf(2, 20), token: hexOf(3, 20) }] },
  { name: 'appeal', values: [{ id: hexOf(0x1d, 16) }] },
  { name: 'walletQuestion', values: [{ url: 'https://relay.example', account: hexOf(2, 20) }] },
  {
    name: 'keepWallet',
    values: [{ url: 'https://relay.example', delegation: walletDelegation, signature: hexOf(7, 65) }],
  },
  { name: 'linkWallet', values: [{ url: 'https://relay.example' }] },
  { name: 'unlinkWallet', values: [{ url: 'https://relay.example' }] },
  { name: 'changePayTo', values: [{ campaign: hexOf(1, 32), payTo: hexOf(2, 20) }] },
  { name: 'makeRecovery', values: [{ passphrase: 'twelve or more' }] },
  { name: 'noteRecovery', values: [{ madeAt: 1 }] },
  { name: 'restore', values: [{ text: '{"glosa":"recovery"}', passphrase: 'twelve or more' }] },
  { name: 'changeLanguages', values: [{ reads: ['en', 'es'] }, { reads: [] }] },
  { name: 'exportAll', values: [{ from: null }, { from: { part: 1, after: 'a', at: 0 } }] },
  { name: 'console', values: [{}] },
  { name: 'purse', values: [{}] },
  { name: 'labeledTask', values: [{ campaign: hexOf(1, 32), task: hexOf(2, 32) }] },
  { name: 'walletCalls', values: [{ id: hexOf(0x1d, 16) }] },
  {
    name: 'newPlan',
    values: [
      { language: 'en' },
      { language: 'es', example: article(1) },
      { language: 'en', kit: 'clauses' },
      { language: 'en', isPrivate: true },
    ],
  },
  { name: 'plan', values: [{ id: hexOf(0x1d, 16) }] },
  {
    name: 'changePlan',
    values: [
      { id: hexOf(0x1d, 16), revision: 1, form: wholeForm() },
      {
        id: hexOf(0x1d, 16),
        revision: 1,
        form: wholeForm({ isPrivate: true, questions: sampleTerms().questions }),
      },
    ],
  },
  { name: 'dropPlan', values: [{ id: hexOf(0x1d, 16), revision: 1 }] },
  {
    name: 'keepSet',
    values: [
      { id: hexOf(0x1d, 16), revision: 1 },
      { id: hexOf(0x1d, 16), revision: 1, asNew: true },
    ],
  },
  { name: 'planOfSet', values: [{ campaign: hexOf(1, 32), isPrivate: true }] },
  { name: 'tryPlan', values: [{ id: hexOf(0x1d, 16), revision: 1 }] },
  { name: 'importSet', values: [{ text: '{"glosa":"question-set"}' }] },
  { name: 'wholeSet', values: [{ campaign: hexOf(1, 32) }] },
  { name: 'dropSet', values: [{ campaign: hexOf(1, 32) }] },
  { name: 'placeOrder', values: [{ id: hexOf(0x1d, 16), revision: 1 }] },
  { name: 'advanceOrder', values: [{ campaign: hexOf(1, 32) }] },
  { name: 'takeBack', values: [{ campaign: hexOf(1, 32) }] },
  { name: 'progress', values: [{ campaign: hexOf(1, 32) }] },
  { name: 'exportAccess', values: [{ campaign: hexOf(1, 32), format: 'csv' }] },
  { name: 'eventsAccess', values: [{ campaign: hexOf(1, 32) }] },
  { name: 'payOut', values: [{ to: hexOf(2, 20), amount: '3' }] },
  { name: 'takeRest', values: [{ campaign: hexOf(1, 32) }] },
  { name: 'enlarge', values: [{ campaign: hexOf(1, 32), amount: '12.5', price: '', days: '7' }] },
].map(({ name, values }) => ({ name, values, schema: own[name as keyof typeof own].takes }));

/** Calls of which there are no arguments above. */
export const callsWithoutSample = Object.keys(own).filter(
  (name) => !takenByCalls.some((one) => one.name === name),
);

const ready = joined(device, campaign);

/** Messages as the content script of a page sends them; what pages may not call is refused. */
export const messages: readonly unknown[] = takenByCalls.flatMap(({ name, values }) =>
  values.map((value) => ({ call: name, with: value })),
);

/** Answers a message of a page as the background does. @returns whether it did what it was asked */
export async function answerPage(message: unknown): Promise<boolean> {
  await ready;
  const answered = await answer(message, sender);
  if (answered === undefined || answered.ok) return answered !== undefined;
  const { code, detail } = answered.failure;
  if (code === 'internal' || code === '') throw new Error(`the background failed: ${detail}`);
  return false;
}
