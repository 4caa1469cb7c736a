import * as v from 'valibot';
import type { Requesting } from '../funding/requesting.ts';
import { mostUnits, mostUnitText, type OwnCalls, passphraseLength } from '../messages.ts';
import { type Looking, overview } from '../overview/overview.ts';
import { lookAgainAt } from '../permissions/registrations.ts';
import { body } from '../protocol/question/body.ts';
import { address, bytes16, bytes32 } from '../protocol/scalar/hex.ts';
import { integer } from '../protocol/scalar/integer.ts';
import { text } from '../protocol/scalar/text.ts';
import { target } from '../protocol/target/target.ts';
import { maxUnitText } from '../protocol/target/unit-text.ts';
import { elementsAt } from '../queue/elements.ts';
import { exportAll } from '../queue/export-all.ts';
import { guideAt } from '../queue/guide.ts';
import { offeredAt } from '../queue/offered.ts';
import { ownView } from '../queue/offers.ts';
import { save } from '../queue/save.ts';
import { undo } from '../queue/undo.ts';
import { makeRecovery, noteRecovery } from '../recovery/make-recovery.ts';
import { restore } from '../recovery/restore.ts';
import { Expected } from '../storage/expected.ts';
import { appeal } from '../sync/appeal.ts';
import { changePayTo } from '../sync/change-pay-to.ts';
import { claim } from '../sync/claims.ts';
import { join } from '../sync/join.ts';
import { leave } from '../sync/leave.ts';
import { forgetNews } from '../sync/news.ts';
import { scheduleNext } from '../sync/schedule.ts';
import type { Timer } from '../sync/timer.ts';
import { lookAtRelays, useRelay } from '../sync/use-relay.ts';
import { changeSites } from './align-sites.ts';
import { type Call, call } from './call.ts';
import { consoleCalls } from './console-calls.ts';
import type { Sender } from './door.ts';
import { forgetDraft, keepDraft, withDrafts } from './drafts.ts';
import { inFrame } from './in-frame.ts';
import { keepKeyMap, keyMap, readKeyMap } from './key-maps.ts';
import { keepLanguages, languages } from './languages.ts';
import { forgetAnswer, lastAnswer, noteAnswer } from './last-answer.ts';
import { lateScripts, loadScript } from './load-script.ts';
import { walletCalls } from './wallet-calls.ts';

/** A page speaks for its own origin only; our pages show tasks of any. */
function mustSpeakFor(sender: Sender, address: string): void {
  if (sender.kind === 'page' && originOf(address) !== sender.origin) throw new Expected('not-allowed', false);
}

const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : undefined);

const draft = v.strictObject({
  campaign: bytes32,
  termsHash: bytes32,
  target,
  body,
  confidence: v.exactOptional(integer(0, 100)),
  rationale: v.exactOptional(text(2000, 1)),
  assist: v.literal('human'),
  instead: v.exactOptional(v.nullable(bytes16)),
  activeMs: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

const longAddress = v.pipe(v.string(), v.maxLength(10_000));
const passphrase = v.pipe(v.string(), v.maxLength(passphraseLength.most));
const nothing = v.strictObject({});
const pageHere = v.strictObject({ location: longAddress, canonical: v.exactOptional(longAddress) });
const units = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(maxUnitText))),
  v.maxLength(mostUnits),
  v.check((texts) => texts.reduce((sum, { length }) => sum + length, 0) <= mostUnitText, 'too much text'),
);

const exportPlace = v.strictObject({
  part: integer(0, 10),
  after: v.nullable(v.union([longAddress, v.pipe(v.array(longAddress), v.maxLength(3))])),
  at: integer(0, Number.MAX_SAFE_INTEGER),
});

/** In which an answer reaches its page and is drawn there: what else has to be done would be in its way. */
const answerMs = 100;

export interface Serving extends Requesting, Looking {
  timer: Timer;
  /** Tells our open pages that something changed. */
  tell: () => void;
}

/** What the background answers; each call is one line into a room. */
export function calls(serving: Serving) {
  const { store, now, random, timer, tell, maySend } = serving;
  const syncNow = () => timer.now().finally(tell);
  /** What was asked of a relay has to be followed: the next sync may come sooner now. */
  const reschedule = async () => {
    await scheduleNext(await store.open(), now(), random(1)[0]! / 256);
    await timer.arm();
  };
  /** A label of this page is another now, or none: said to whatever shows it besides the sender. */
  const changedAt = (address: string, sender: Sender) => {
    const { protocol, hostname } = new URL(address);
    const origin = `${protocol}//${hostname}/*`;
    const besides = sender.kind === 'page' ? sender.tab : undefined;
    lookAgainAt([origin], { labeledElsewhere: address }, besides).catch(console.error);
  };
  return {
    offersHere: call({
      pages: true,
      takes: pageHere,
      run: async (page, sender) => {
        mustSpeakFor(sender, page.location);
        if (sender.kind === 'own') return (await offeredAt(await store.open(), page, now())).offered;
        const [db, may] = await Promise.all([store.open(), maySend()]);
        const { offered } = await offeredAt(db, page, now(), may);
        const [whole, selection] = await Promise.all([
          withDrafts(offered.page),
          withDrafts(offered.selection),
        ]);
        return inFrame({ ...offered, page: whole, selection }, page.location, sender.around);
      },
    }),
    elementsHere: call({
      pages: true,
      takes: v.strictObject({ campaign: bytes32, page: pageHere, units }),
      run: async (asked, sender) => {
        mustSpeakFor(sender, asked.page.location);
        return elementsAt(await store.open(), asked, now());
      },
    }),
    guide: call({
      pages: true,
      takes: v.strictObject({ campaign: bytes32, page: v.exactOptional(pageHere) }),
      run: async (asked, sender) => {
        mustSpeakFor(sender, asked.page?.location ?? '');
        return guideAt(await store.open(), asked);
      },
    }),
    save: call({
      pages: true,
      takes: draft,
      run: async (given, sender) => {
        mustSpeakFor(sender, given.target.address);
        // Where no timer can be set, the labeler's next act sends it.
        const record = await save(serving, given, (time) => void timer.armAt(time).catch(console.error));
        const { campaign, termsHash, body } = given;
        // After the answer has gone: the browser takes one thing at a time from us.
        setTimeout(() => noteAnswer(campaign, { id: record.id, termsHash, body }).catch(console.error));
        setTimeout(() => forgetDraft(given).catch(console.error), answerMs);
        setTimeout(tell, answerMs);
        setTimeout(() => changedAt(given.target.address, sender), answerMs);
        return ownView(record);
      },
    }),
    keepDraft: call({
      pages: true,
      takes: v.strictObject({ campaign: bytes32, termsHash: bytes32, target, body }),
      run: (given, sender) => {
        mustSpeakFor(sender, given.target.address);
        return keepDraft(given, now());
      },
    }),
    loadScript: call({
      pages: true,
      takes: v.strictObject({ script: v.picklist(lateScripts) }),
      run: ({ script }, sender) => loadScript(sender, script),
    }),
    undo: call({
      pages: true,
      takes: v.strictObject({ id: bytes16 }),
      run: async ({ id }, sender) => {
        const label = await (await store.open()).get('labels', id);
        const taken = await undo(store, id).finally(tell);
        if (taken) await forgetAnswer(id);
        if (label !== undefined) changedAt(label.label.target.address, sender);
        return taken;
      },
    }),
    keyMap: call({ pages: true, takes: nothing, run: readKeyMap }),
    lastAnswer: call({
      pages: true,
      takes: v.strictObject({ campaign: bytes32, address: longAddress }),
      run: async (asked, sender) => {
        mustSpeakFor(sender, asked.address);
        return lastAnswer(store, asked, now());
      },
    }),
    overview: call({
      pages: false,
      takes: v.strictObject({ page: v.exactOptional(pageHere) }),
      run: ({ page }) => overview(serving, page),
    }),
    useRelay: call({
      pages: false,
      takes: v.strictObject({ url: longAddress }),
      run: async ({ url }) => {
        const used = await useRelay(serving, url);
        await forgetNews(store);
        await reschedule();
        tell();
        return used;
      },
    }),
    join: call({
      pages: false,
      takes: v.strictObject({ campaign: bytes32, payTo: v.nullable(address) }),
      run: async ({ campaign, payTo }) => {
        await join(serving, campaign, payTo);
        await changeSites(store);
        tell();
        syncNow().catch(console.error);
      },
    }),
    leave: call({
      pages: false,
      takes: v.strictObject({ campaign: bytes32 }),
      run: async ({ campaign }) => {
        await leave(store, campaign);
        await changeSites(store);
        tell();
      },
    }),
    look: call({
      pages: false,
      takes: nothing,
      run: async () => {
        const changed = await timer.alone(() => lookAtRelays(serving));
        await forgetNews(store);
        if (changed) tell();
      },
    }),
    sync: call({ pages: false, takes: nothing, run: syncNow }),
    claim: call({
      pages: false,
      takes: v.strictObject({ payTo: address, token: address }),
      run: async ({ payTo, token }) => {
        await claim(serving, payTo, token);
        await reschedule();
        tell();
      },
    }),
    appeal: call({
      pages: false,
      takes: v.strictObject({ id: bytes16 }),
      run: ({ id }) => appeal(serving, id).finally(tell),
    }),
    changePayTo: call({
      pages: false,
      takes: v.strictObject({ campaign: bytes32, payTo: v.nullable(address) }),
      run: async ({ campaign, payTo }) => {
        await changePayTo(serving, campaign, payTo);
        tell();
        syncNow().catch(console.error);
      },
    }),
    ...walletCalls(serving, () => syncNow().catch(console.error)),
    makeRecovery: call({
      pages: false,
      takes: v.strictObject({ passphrase: v.pipe(passphrase, v.minLength(passphraseLength.least)) }),
      run: ({ passphrase }) => makeRecovery(serving, passphrase),
    }),
    noteRecovery: call({
      pages: false,
      takes: v.strictObject({ madeAt: integer(0, Number.MAX_SAFE_INTEGER) }),
      run: ({ madeAt }) => noteRecovery(store, madeAt).finally(tell),
    }),
    restore: call({
      pages: false,
      takes: v.strictObject({ text: v.string(), passphrase }),
      run: async ({ text, passphrase }) => {
        const outcome = await timer.alone(() => restore(serving, text, passphrase));
        await changeSites(store);
        tell();
        syncNow().catch(console.error);
        return outcome;
      },
    }),
    changeKeyMap: call({
      pages: false,
      takes: v.strictObject({ keyMap }),
      run: async ({ keyMap }) => {
        await keepKeyMap(keyMap);
        tell();
      },
    }),
    changeLanguages: call({
      pages: false,
      takes: v.strictObject({ reads: languages }),
      run: async ({ reads }) => {
        await keepLanguages(reads);
        tell();
      },
    }),
    exportAll: call({
      pages: false,
      takes: v.strictObject({ from: v.nullable(exportPlace) }),
      run: ({ from }) => exportAll(store, from),
    }),
    ...consoleCalls(serving, tell),
  } satisfies { [Name in keyof OwnCalls]: Call<never, ReturnType<OwnCalls[Name]>> | Call };
}

export type Calls = ReturnType<typeof calls>;
