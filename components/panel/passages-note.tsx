import type { SpanQuestion } from '../../lib/protocol/question/span.ts';
import type { Offer } from '../../lib/view/offer.ts';
import { GuideLine } from '../overlay/guide/guide-line.tsx';
import { offerKey } from '../overlay/offer.ts';
import { passagesOf } from '../overlay/spans/lazy-spans.ts';
import { standingKey } from '../overlay/spans/spans.ts';
import { stateText } from '../parts/label-state.ts';
import { useLanguage } from '../parts/language.ts';
import { formatMoney } from '../parts/money.ts';
import { PassageItem } from '../question/passage-item.tsx';
import { isStanding, type Standing } from '../question/passages.ts';
import { usePanel, usePanelState } from './panel-context.ts';

/** What is marked on the page in front for one task: where each passage is, and the way to it. Marking is done there. */
export function PassagesNote({ offer }: { offer: Offer }) {
  const { t, locale } = useLanguage();
  const { showPassage } = usePanel();
  const task = offerKey(offer);
  const there = usePanelState().passages.find((one) => one.task === task);
  const body = there?.body ?? offer.own?.body ?? {};
  const standings = new Map<string, Standing>();
  for (const [letters, standing] of Object.entries(there?.standings ?? {}))
    if (isStanding(standing)) standings.set(`${task} ${letters}`, standing);
  const target = there?.target ?? offer.target;
  const passages = passagesOf({ ...offer, target }, standings, there === undefined ? null : showPassage);
  const marked = offer.questions
    .filter((one): one is SpanQuestion => one.kind === 'span')
    .flatMap((question) => {
      const answer = body[question.id];
      return answer?.kind === 'span' ? answer.spans.map((span) => ({ question, span })) : [];
    });
  return (
    <section class="note" aria-label={offer.title}>
      <div class="sheet-head">
        <h2 class="title" dir="auto">
          {offer.title}
        </h2>
        <span class={offer.price === null ? 'unpaid' : 'price'}>
          {offer.price === null ? t('price_none') : formatMoney(offer.price, locale)}
        </span>
      </div>
      {offer.isGuided && <GuideLine campaign={offer.campaign} />}
      {marked.length === 0 ? (
        <p>{t('here_spans_none')}</p>
      ) : (
        <ul class="passages">
          {marked.map(({ question, span }) => (
            <PassageItem
              key={`${question.id} ${standingKey(task, span)} ${span.class}`}
              span={span}
              question={question}
              passages={passages}
              onRemove={null}
            />
          ))}
        </ul>
      )}
      <p class="faded">{offer.own === null ? t('here_spans_next') : stateText(t, offer.own.state)}</p>
    </section>
  );
}
