import { render } from 'preact';
import { createActivityMeter } from '../../components/overlay/activity.ts';
import { timeSpent } from '../../components/overlay/time-spent.ts';
import { PanelContext } from '../../components/panel/panel-context.ts';
import { PanelView } from '../../components/panel/panel-view.tsx';
import { createPanel, openAt } from '../../components/panel/store.ts';
import { ClockContext } from '../../components/parts/clock.ts';
import { giveFile } from '../../components/parts/give-file.ts';
import { LanguageContext } from '../../components/parts/language.ts';
import { pageLanguage } from '../../components/parts/page-language.ts';
import { browser } from '../../lib/browser.ts';
import { isChecksummed } from '../../lib/identity/checksum.ts';
import { callerOf, changed, type OwnCalls } from '../../lib/messages.ts';
import { notifications } from '../../lib/permissions/notifications.ts';
import { requestToJoin, requestToSend } from '../../lib/permissions/request.ts';
import { readFile } from '../../lib/recovery/read-file.ts';
import { requestSite } from '../../lib/visiting/reach.ts';
import { signByWallet } from '../../lib/visiting/wallets.ts';
import { foundInFront, onTabChange, pageInFront, passagesInFront, showInFront } from './active-tab.ts';
import { consoleUrl } from './console-url.ts';

const language = pageLanguage((name, substitutions) => browser.i18n.getMessage(name, substitutions));

const meter = createActivityMeter(() => performance.now(), new AbortController().signal);
const panel = createPanel({
  call: callerOf<OwnCalls>((message) => browser.runtime.sendMessage(message)),
  page: pageInFront,
  found: foundInFront,
  passages: passagesInFront,
  showPassage: showInFront,
  requestToJoin,
  requestToSend,
  requestSite,
  notifications,
  signByWallet,
  isAddress: isChecksummed,
  activeMs: timeSpent(meter),
  download: (name, ...text) => giveFile(name, new Blob(text, { type: 'application/json' })),
  openConsole: (at) => void browser.tabs.create({ url: consoleUrl(at) }),
  readFile,
});
browser.runtime.onMessage.addListener((message: unknown) => {
  if (message === changed) void panel.refresh();
});
openAt(panel, location.hash);
onTabChange(() => void panel.refresh());
void panel.refresh();

const app = document.getElementById('app');
if (app !== null)
  render(
    <LanguageContext.Provider value={language}>
      <ClockContext.Provider value={Date.now}>
        <PanelContext.Provider value={panel}>
          <PanelView />
        </PanelContext.Provider>
      </ClockContext.Provider>
    </LanguageContext.Provider>,
    app,
  );
