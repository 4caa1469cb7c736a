import { defineBackground } from 'wxt/utils/define-background';
import { browser, openPanel } from '../../lib/browser.ts';
import { makePurse } from '../../lib/chain/purse.ts';
import { makeChainReader } from '../../lib/chain/reader.ts';
import { makeIdentity } from '../../lib/identity/identity.ts';
import { changed } from '../../lib/messages.ts';
import { mayNotify } from '../../lib/permissions/notifications.ts';
import { grantedOf } from '../../lib/permissions/registrations.ts';
import { maySend } from '../../lib/permissions/request.ts';
import { alignSites, changeSites, getReady } from '../../lib/serving/align-sites.ts';
import { calls } from '../../lib/serving/calls.ts';
import { answerAt } from '../../lib/serving/door.ts';
import { firstRun } from '../../lib/serving/first-run.ts';
import { toggleLabelingMode } from '../../lib/serving/labeling-mode.ts';
import { readLanguages } from '../../lib/serving/languages.ts';
import { answerOn } from '../../lib/serving/line.ts';
import { hearNews, tellNews } from '../../lib/serving/tell-news.ts';
import { makeStore } from '../../lib/storage/database.ts';
import { makeRelayClient } from '../../lib/sync/relay-client.ts';
import { sync } from '../../lib/sync/sync.ts';
import { makeTimer, syncAlarm } from '../../lib/sync/timer.ts';

export default defineBackground({
  type: 'module',
  main() {
    const store = makeStore();
    const identity = makeIdentity(store);
    const now = () => Date.now();
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
    const { version } = browser.runtime.getManifest();
    const own = { store, version, identity, now, random };
    const working = { ...own, maySend, client: makeRelayClient, chain: makeChainReader, purse: makePurse };
    const looking = { ...working, granted: grantedOf, reads: readLanguages, tells: mayNotify };
    const tell = () => void browser.runtime.sendMessage(changed).catch(() => {});
    const run = (asked: boolean) =>
      sync(working, asked)
        .finally(tell)
        .finally(() => tellNews(looking));
    const timer = makeTimer(store, browser.alarms, now, run);
    const wake = async () => {
      await alignSites(store);
      await timer.arm();
    };

    const door = answerAt(calls({ ...looking, timer, tell }), grantedOf);
    browser.runtime.onMessage.addListener(door);
    browser.runtime.onConnect.addListener(answerOn(door));
    browser.runtime.onInstalled.addListener(() => void firstRun(store).then(wake));
    browser.runtime.onStartup.addListener(() => void wake());
    browser.alarms.onAlarm.addListener(({ name }) => void (name === syncAlarm && timer.ring()));
    browser.permissions.onAdded.addListener(() => void changeSites(store).then(tell));
    browser.permissions.onRemoved.addListener(() => void changeSites(store).then(tell));
    browser.action.onClicked.addListener((tab) => void (tab.windowId && openPanel(tab.windowId)));
    browser.commands.onCommand.addListener((_, tab) => void (tab?.id && toggleLabelingMode(tab.id)));
    hearNews();
    getReady(store);
  },
});
