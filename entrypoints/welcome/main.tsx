import { render } from 'preact';
import { ClockContext } from '../../components/parts/clock.ts';
import { LanguageContext } from '../../components/parts/language.ts';
import { pageLanguage } from '../../components/parts/page-language.ts';
import { createSteps } from '../../components/welcome/steps.ts';
import { WelcomeView } from '../../components/welcome/welcome-view.tsx';
import { browser } from '../../lib/browser.ts';
import { callerOf, type OwnCalls } from '../../lib/messages.ts';
import { openPanelHere } from './open-panel-here.ts';
import { openPractice } from './open-practice.ts';
import { createRelayTry } from './relay-try.ts';
import { createRestoreTry } from './restore-try.ts';

const language = pageLanguage((name, substitutions) => browser.i18n.getMessage(name, substitutions));
document.title = language.t('welcome_title');

const call = callerOf<OwnCalls>((message) => browser.runtime.sendMessage(message));
const steps = createSteps();
const relay = createRelayTry(call);
const restore = createRestoreTry(call);
const openPanel = await openPanelHere();

const openConsole = (hash: '' | '#private') =>
  void browser.tabs.create({ url: browser.runtime.getURL(`/console.html${hash}`) });

const app = document.getElementById('app');
if (app !== null)
  render(
    <LanguageContext.Provider value={language}>
      <ClockContext.Provider value={Date.now}>
        <WelcomeView
          steps={steps}
          relay={relay.store}
          onRelay={relay.use}
          restore={restore.store}
          onRestore={restore.use}
          onPanel={openPanel}
          onPrivate={() => openConsole('#private')}
          onConsole={() => openConsole('')}
        />
      </ClockContext.Provider>
    </LanguageContext.Provider>,
    app,
  );
await openPractice({ call, language, onDone: steps.onDone }, new AbortController().signal);
