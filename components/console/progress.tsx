import { useEffect } from 'preact/hooks';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { ProgressView } from '../../lib/view/console.ts';
import { formatMoney } from '../../lib/view/format-money.ts';
import type { Money } from '../../lib/view/money.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { formatTime } from '../parts/time.ts';
import { Answers } from './answers.tsx';
import { useConsole, useConsoleState } from './console-context.ts';
import { Curve } from './curve.tsx';
import { TaskLists } from './task-lists.tsx';

/** How often the relay is asked while somebody looks, whatever it says by itself: a proxy on the way may hold a stream back. */
const againMs = 60_000;

/** What has come in, live: asked again when the relay says so, while this page is in front. */
export function Progress({ campaign }: { campaign: Hex }) {
  const { t } = useLanguage();
  const { readProgress, follow } = useConsole();
  const { progress, acts } = useConsoleState();
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void readProgress(campaign);
    };
    look();
    const timer = setInterval(look, againMs);
    const left = new AbortController();
    follow(campaign, look, left.signal);
    document.addEventListener('visibilitychange', look);
    return () => {
      left.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [campaign, readProgress, follow]);
  const act = acts.progress;
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{t('progress_title')}</h2>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
      {progress === null ? (
        <p class="empty">{t('progress_reading')}</p>
      ) : (
        <>
          <Numbers progress={progress} />
          <TaskLists campaign={campaign} lists={progress.tasksOfNote} />
        </>
      )}
    </section>
  );
}

/** What labels did not earn, and no appeal took, back to the requester. */
function TakeRest({ rest }: { rest: Money }) {
  const { t, locale } = useLanguage();
  const { takeRest } = useConsole();
  const { place, acts } = useConsoleState();
  const act = acts.takeRest;
  if (place.at !== 'campaign') return null;
  return (
    <div class="notice good">
      <p>{t('rest_says', formatMoney(rest, locale))}</p>
      <ActButton class="primary" busy={act?.state === 'busy'} onClick={() => void takeRest(place.campaign)}>
        {t('rest_take')}
      </ActButton>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </div>
  );
}

const stateNames = {
  active: 'campaign_active',
  closed: 'campaign_closed',
  final: 'campaign_final',
  redeeming: 'campaign_redeeming',
  refunded: 'campaign_refunded',
} as const;

function Numbers({ progress }: { progress: ProgressView }) {
  const { t, locale } = useLanguage();
  const { labels, tasks, money, dataset, countedAt, questions, samples, state } = progress;
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  return (
    <>
      <p class="faded">
        {t(stateNames[state])} {t('progress_at', formatTime(countedAt, locale))}
      </p>
      <dl class="facts">
        <dt>{t('progress_received')}</dt>
        <dd>{t('progress_labels', number(labels.received), number(labels.paid), number(labels.rejected))}</dd>
        <dt>{t('progress_refused')}</dt>
        <dd>{number(labels.refused)}</dd>
        <dt>{t('progress_tasks')}</dt>
        <dd>{t('progress_tasks_is', number(tasks.settled), number(tasks.open))}</dd>
        <dt>{t('progress_released')}</dt>
        <dd>{formatMoney(money.released, locale)}</dd>
        <dt>{t('progress_reserved')}</dt>
        <dd>{formatMoney(money.reserved, locale)}</dd>
        <dt>{t('progress_free')}</dt>
        <dd>{formatMoney(money.free, locale)}</dd>
        {dataset !== null && (
          <>
            <dt>{t('progress_dataset')}</dt>
            <dd>
              {t('progress_dataset_is', number(dataset.labelersShare / 100), number(dataset.owners))}{' '}
              <code class="whole">{dataset.contentHash}</code>
            </dd>
          </>
        )}
      </dl>
      {state === 'final' && BigInt(money.remaining.units) > 0n && <TakeRest rest={money.remaining} />}
      <Curve samples={samples} />
      {questions.map((question) => (
        <Answers key={question.id} question={question} />
      ))}
    </>
  );
}
