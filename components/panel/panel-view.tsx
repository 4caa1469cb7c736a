import { NoteIcon } from '../overlay/icons.tsx';
import { useFocusOnArrival } from '../parts/focus-on-arrival.ts';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { Alarms } from './alarms.tsx';
import { Campaigns } from './campaigns.tsx';
import { Earnings } from './earnings.tsx';
import { Here } from './here.tsx';
import { Keys } from './keys.tsx';
import { Labels } from './labels.tsx';
import { usePanelState } from './panel-context.ts';
import { RelayLine } from './relay-line.tsx';
import { SectionTabs } from './section-tabs.tsx';

/** The side panel: alarms first and always, then one of five sections. */
export function PanelView() {
  const { t } = useLanguage();
  const { overview, keyMap, failure, section, campaign } = usePanelState();
  const shown = useFocusOnArrival<HTMLDivElement>(campaign ?? section);
  return (
    <>
      <header class="top">
        <h1>
          <NoteIcon />
          {t('extension_name')}
        </h1>
        {overview !== null && (
          <RelayLine
            relay={overview.relay}
            troubled={overview.troubled}
            nextAt={overview.nextAt}
            waiting={overview.waiting}
          />
        )}
      </header>
      <FailureNotice failure={failure} />
      {overview !== null && <Alarms alarms={overview.alarms} />}
      <main>
        <SectionTabs section={section} />
        <div id="section" ref={shown} role="tabpanel" aria-labelledby={`tab-${section}`}>
          {overview === null && failure === null && <p class="empty">{t('loading')}</p>}
          {overview !== null && section === 'here' && <Here overview={overview} />}
          {overview !== null && section === 'campaigns' && <Campaigns overview={overview} />}
          {overview !== null && section === 'labels' && <Labels labels={overview.labels} />}
          {overview !== null && section === 'earnings' && <Earnings overview={overview} />}
          {keyMap !== null && section === 'keys' && <Keys keyMap={keyMap} />}
        </div>
      </main>
    </>
  );
}
