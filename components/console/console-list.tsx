import type { KitName } from '../../lib/authoring/kits/kits.ts';
import type { ConsoleView } from '../../lib/view/console.ts';
import { formatMoney } from '../../lib/view/format-money.ts';
import { ActButton } from '../parts/act-button.tsx';
import { type Key, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { RelayDoor } from '../parts/relay-door.tsx';
import { Account } from './account.tsx';
import { useConsole, useConsoleState } from './console-context.ts';
import { Plans } from './plans.tsx';
import { QuestionSets } from './question-sets.tsx';
import { stageNames } from './stages.ts';

/** Everything that this requester has: campaigns with money first, then drafts, then what is private. */
export function ConsoleList({ view }: { view: ConsoleView }) {
  return (
    <>
      {view.relay === null ? <NoRelay /> : <Campaigns view={view} relay={view.relay.url} />}
      <QuestionSets view={view} />
    </>
  );
}

function NoRelay() {
  const { t } = useLanguage();
  const { useRelay } = useConsole();
  const { relay: reading } = useConsoleState().acts;
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
}

function Campaigns({ view, relay }: { view: ConsoleView; relay: string }) {
  const { t } = useLanguage();
  const { write } = useConsole();
  const { new: making } = useConsoleState().acts;
  const plans = view.plans.filter(({ isPrivate }) => !isPrivate);
  return (
    <>
      <div class="tools">
        <p class="faded">{t('console_relay', relay)}</p>
        <ActButton class="primary end" busy={making?.state === 'busy'} onClick={() => void write()}>
          {t('console_new')}
        </ActButton>
      </div>
      <Kits busy={making?.state === 'busy'} />
      <FailureNotice failure={making?.state === 'failed' ? making.failure : null} />
      {view.orders.length > 0 && <h2>{t('console_campaigns')}</h2>}
      <Orders orders={view.orders} />
      {plans.length > 0 && <h2>{t('console_plans')}</h2>}
      <Plans plans={plans} />
      {view.orders.length + plans.length === 0 && <p class="empty">{t('console_none')}</p>}
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
        <ActButton key={kit} class="quiet" busy={busy} onClick={() => void write({ kit })}>
          {t(name)}
        </ActButton>
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
          <button
            type="button"
            class="row"
            data-view={campaign}
            onClick={() => void go({ at: 'campaign', campaign })}
          >
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
