import { NoteIcon } from '../overlay/icons.tsx';
import { useFocusOnArrival } from '../parts/focus-on-arrival.ts';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsoleState } from './console-context.ts';
import { ConsoleList } from './console-list.tsx';
import { OrderPage } from './order-page.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { SetPage } from './set-page.tsx';
import type { Place } from './store.ts';

/** The requester's full page: a list, a plan, or a campaign. */
export function ConsoleRoot() {
  const { t } = useLanguage();
  const { view, failure, place, editing } = useConsoleState();
  const main = useFocusOnArrival<HTMLElement>(nameOf(place));
  return (
    <>
      <header class="top">
        <p class="brand">
          <NoteIcon />
          {t('console_title')}
        </p>
      </header>
      <main ref={main}>
        <FailureNotice failure={failure} />
        {view === null && <h1 class="big">{t('console_heading')}</h1>}
        {view === null && failure === null && <p class="empty">{t('loading')}</p>}
        {view !== null && <Shown key={nameOf(place)} />}
        {place.at === 'plan' && editing === null && failure === null && <p class="empty">{t('loading')}</p>}
      </main>
    </>
  );
}

/** By which the rows of the list that lead there are marked. */
const nameOf = (place: Place): string =>
  'campaign' in place ? place.campaign : 'id' in place ? place.id : place.at;

function Shown() {
  const { t } = useLanguage();
  const { view, place, editing } = useConsoleState();
  if (view === null) return null;
  if (place.at === 'plan') return editing === null ? null : <PlanEditor />;
  if (place.at === 'campaign') {
    const order = view.orders.find(({ campaign }) => campaign === place.campaign);
    return order === undefined ? <p class="empty">{t('loading')}</p> : <OrderPage order={order} />;
  }
  if (place.at === 'set') {
    const set = view.sets.find(({ campaign }) => campaign === place.campaign);
    return set === undefined ? <p class="empty">{t('loading')}</p> : <SetPage set={set} />;
  }
  return (
    <>
      <h1 class="big">{t('console_heading')}</h1>
      <ConsoleList view={view} />
    </>
  );
}
