import { render } from 'preact';
import { createConsole } from '../../components/console/console.ts';
import { ConsoleContext } from '../../components/console/console-context.ts';
import { ConsoleRoot } from '../../components/console/console-root.tsx';
import { ClockContext } from '../../components/parts/clock.ts';
import { LanguageContext } from '../../components/parts/language.ts';
import { pageLanguage } from '../../components/parts/page-language.ts';
import { browser } from '../../lib/browser.ts';
import { followEvents } from '../../lib/funding/follow-events.ts';
import { isChecksummed } from '../../lib/identity/checksum.ts';
import { callerOf, changed, type OwnCalls } from '../../lib/messages.ts';
import * as configFiles from './config-files.ts';
import * as files from './files.ts';
import { placeIn, remember } from './place.ts';
import * as setFiles from './set-files.ts';
import { visits } from './visits.ts';

const language = pageLanguage((name, substitutions) => browser.i18n.getMessage(name, substitutions));
document.title = language.t('console_title');

const requester = createConsole({
  call: callerOf<OwnCalls>((message) => browser.runtime.sendMessage(message)),
  language: language.locale,
  ...files,
  ...setFiles,
  ...configFiles,
  followEvents,
  isAddress: isChecksummed,
  ...visits,
  remember,
  clock: Date.now,
});
const follow = () => {
  const place = placeIn(location.hash);
  if (place.at === 'new') void requester.write(place.from);
  else void requester.go(place);
};
addEventListener('popstate', follow);
browser.runtime.onMessage.addListener((message: unknown) => {
  if (message === changed) void requester.refresh();
});
void requester.refresh();
follow();

const app = document.getElementById('app');
if (app !== null)
  render(
    <LanguageContext.Provider value={language}>
      <ClockContext.Provider value={Date.now}>
        <ConsoleContext.Provider value={requester}>
          <ConsoleRoot />
        </ConsoleContext.Provider>
      </ClockContext.Provider>
    </LanguageContext.Provider>,
    app,
  );
