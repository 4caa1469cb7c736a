import type { KitName } from '../../lib/authoring/kits/kits.ts';
import type { ConsoleView } from '../../lib/view/console.ts';
import { type Key, plural, useLanguage } from '../parts/language.ts';
import { formatMoney } from '../parts/money.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { RelayDoor } from '../parts/relay-door.tsx';
import { formatTime } from '../parts/time.ts';
import { Account } from './account.tsx';
import { useConsole, useConsoleState } from './console-context.ts';
import { stageNames } from './stages.ts';

/** Everything that this requester has: campaigns with money first, then drafts. */
export function ConsoleList({ view }: { view: ConsoleView }) {
  const { t } = useLanguage();
  const { write, useRelay } = useConsole();
  const { acts } = useConsoleState();
  const { relay: reading, new: making } = acts;
  if (view.relay === null)
    return (
      <>
        <p class="empty">{t('console_no_relay')}</p>
        <RelayDoor
          busy={reading?.state === 'busy'}
          failure={reading?.state === 'failed' ? reading.failure : null}
          campaigns={null}
          onRelay={(url) => void useRelay(url)}
        />
      </>
    );
  return (
    <>
      <div class="tools">
        <p class="faded">{t('console_relay', view.relay.url)}</p>
        <button
          type="button"
          class="primary"
          disabled={making?.state === 'busy'}
          onClick={() => void write()}
        >
          {t('console_new')}
        </button>
      </div>
      <Kits busy={making?.state === 'busy'} />
      <FailureNotice failure={making?.state === 'failed' ? making.failure : null} />
      {view.orders.length > 0 && <h2>{t('console_campaigns')}</h2>}
      <Orders orders={view.orders} />
      {view.plans.length > 0 && <h2>{t('console_plans')}</h2>}
      <Plans plans={view.plans} />
      {view.orders.length + view.plans.length === 0 && <p class="empty">{t('console_none')}</p>}
      <Account />
    </>
  );
}

const kits = [
  ['sentiment', 'kit_sentiment'],
  ['clauses', 'kit_clauses'],
  ['answers', 'kit_answers'],
  ['relevance', 'kit_relevance'],
] as const satisfies readonly (readonly [KitName, Key])[];

/** Questions that many ask, to begin with. */
function Kits({ busy }: { busy: boolean }) {
  const { t } = useLanguage();
  const { write } = useConsole();
  return (
    <fieldset class="kits">
      <legend class="faded">{t('kits')}</legend>
      {kits.map(([kit, name]) => (
        <button key={kit} type="button" class="quiet" disabled={busy} onClick={() => void write({ kit })}>
          {t(name)}
        </button>
      ))}
    </fieldset>
  );
}

function Orders({ orders }: Pick<ConsoleView, 'orders'>) {
  const { t, locale } = useLanguage();
  const { go } = useConsole();
  return (
    <ul class="rows">
      {orders.map(({ campaign, title, deposit, stage, problem }) => (
        <li key={campaign}>
          <button type="button" class="row" onClick={() => void go({ at: 'campaign', campaign })}>
            <span class="name" dir="auto">
              {title}
            </span>
            <span class="price">{formatMoney(deposit, locale)}</span>
            <span class={problem !== null ? 'badge warn' : stage === 'listed' ? 'badge good' : 'badge'}>
              {t(stageNames[stage])}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Plans({ plans }: Pick<ConsoleView, 'plans'>) {
  const language = useLanguage();
  const { t, locale } = language;
  const { go } = useConsole();
  return (
    <ul class="rows">
      {plans.map(({ id, title, savedAt, faults }) => (
        <li key={id}>
          <button type="button" class="row" onClick={() => void go({ at: 'plan', id })}>
            <span class="name" dir="auto">
              {title.trim() || t('plan_untitled')}
            </span>
            <span class="faded">{formatTime(savedAt, locale)}</span>
            <span class={faults === 0 ? 'badge good' : 'badge'}>
              {faults === 0 ? t('plan_ready') : plural(language, faults, 'plan_open_one', 'plan_open_many')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
