import type { RelayView } from '../../lib/view/overview.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useNow } from '../parts/clock.ts';
import { failureText } from '../parts/failure.ts';
import { plural, useLanguage } from '../parts/language.ts';
import { formatTime } from '../parts/time.ts';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';

interface RelayLineProps {
  relay: RelayView | null;
  troubled: readonly RelayView[];
  nextAt: number | null;
  waiting: number;
}

/** Which relay, when it was last heard, and what still waits to go there. */
export function RelayLine({ relay, troubled, nextAt, waiting }: RelayLineProps) {
  const { t, locale } = useLanguage();
  const panel = usePanel();
  const { sync } = usePanelState().acts;
  if (relay === null) return null;
  const failure = failureIn(sync);
  return (
    <div class="relay">
      <p>
        <span dir="ltr">{new URL(relay.url).host}</span>
        {' · '}
        {relay.lastSync === null ? t('never_synced') : t('last_sync', formatTime(relay.lastSync, locale))}
        <ActButton class="quiet" busy={isBusy(sync)} onClick={() => void panel.sync()}>
          {t(isBusy(sync) ? 'syncing' : 'sync_now')}
        </ActButton>
      </p>
      <Queue nextAt={nextAt} waiting={waiting} />
      <div role="status">
        {failure !== null && <p class="notice bad">{failureText(t, failure)}</p>}
        {failure === null && relay.problem !== null && <Problem of={relay.problem} />}
        {troubled.map(({ url, problem }) => problem !== null && <Problem key={url} of={problem} at={url} />)}
      </div>
    </div>
  );
}

/** @param at the relay, where it is another than that of the line */
function Problem({ of, at }: { of: NonNullable<RelayView['problem']>; at?: string }) {
  const { t } = useLanguage();
  return (
    <p class={of.retry ? 'notice warn' : 'notice bad'}>
      {at !== undefined && <bdi dir="ltr">{new URL(at).host}: </bdi>}
      {failureText(t, of)} {of.retry && t('retries_by_itself')}
    </p>
  );
}

function Queue({ nextAt, waiting }: { nextAt: number | null; waiting: number }) {
  const language = useLanguage();
  const now = useNow(nextAt ?? 0);
  if (waiting === 0) return null;
  const count = plural(language, waiting, 'queue_one', 'queue_many');
  const seconds = nextAt === null ? 0 : Math.ceil((nextAt - now) / 1000);
  return (
    <p class="queue">
      {count} {seconds > 0 ? language.t('queue_leaves', seconds) : language.t('queue_leaving')}
    </p>
  );
}
