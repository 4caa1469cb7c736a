import { useEffect } from 'preact/hooks';
import type { ExportFormat } from '../../lib/protocol/api/export.ts';
import type { OrderView } from '../../lib/view/console.ts';
import { formatMoney } from '../../lib/view/format-money.ts';
import { Hash } from '../parts/hash.tsx';
import { type Key, useLanguage } from '../parts/language.ts';
import { formatTime } from '../parts/time.ts';
import { ConfigOut } from './config-out.tsx';
import { useConsole } from './console-context.ts';
import { Enlarge } from './enlarge.tsx';
import { ExportForm } from './export-form.tsx';
import { OrderSteps } from './order-steps.tsx';
import { Progress } from './progress.tsx';

const formats: { readonly [Format in ExportFormat]: Key } = {
  jsonl: 'format_jsonl',
  'truth-jsonl': 'format_truth_jsonl',
  csv: 'format_csv',
  'truth-csv': 'format_truth_csv',
  'csv-side-car': 'format_csv_side_car',
  'label-studio': 'format_label_studio',
  'web-annotation': 'format_web_annotation',
};

/** How often what is unfinished is tried again while somebody looks. */
const againMs = 3000;

/** One campaign with money: how far it is, what came in, and what can be added. */
export function OrderPage({ order }: { order: OrderView }) {
  const { t, locale } = useLanguage();
  const { go, advance, save, store } = useConsole();
  const { campaign, unfinished, problem } = order;
  const waits = unfinished && (problem === null || problem.retry);
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => {
      const { acts } = store.getState();
      if (acts.advance?.state !== 'busy' && acts.fund?.state !== 'busy') void advance(campaign);
    }, againMs);
    return () => clearInterval(timer);
  }, [waits, campaign, advance, store]);
  return (
    <article>
      <button type="button" class="quiet" onClick={() => void go({ at: 'list' })}>
        {t('back')}
      </button>
      <h1 class="big" dir="auto">
        {order.title}
      </h1>
      <OrderSteps order={order} />
      <dl class="facts">
        <dt>{t('order_deposit')}</dt>
        <dd>{formatMoney(order.deposit, locale)}</dd>
        <dt>{t('order_price')}</dt>
        <dd>{formatMoney(order.price, locale)}</dd>
        <dt>{t('order_closes')}</dt>
        <dd>{formatTime(order.closes, locale)}</dd>
        <dt>{t('order_pages')}</dt>
        <dd>
          <ul class="sites" dir="ltr">
            {order.patterns.map((pattern) => (
              <li key={pattern}>{pattern}</li>
            ))}
          </ul>
        </dd>
        <dt>{t('order_id')}</dt>
        <dd>
          <Hash of={campaign} />
        </dd>
        <dt>{t('order_link')}</dt>
        <dd>
          <code class="whole">{order.link}</code>
        </dd>
      </dl>
      {order.stage === 'listed' && (
        <>
          <Progress campaign={campaign} />
          <ExportForm
            formats={formats}
            first="truth-jsonl"
            says={t('export_says')}
            onSave={(format) => void save(campaign, format)}
          />
          <ConfigOut questions={order.questions} unit={order.unit} />
          <Enlarge order={order} />
        </>
      )}
    </article>
  );
}
