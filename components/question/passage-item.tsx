import type { Span, SpanQuestion } from '../../lib/protocol/question/span.ts';
import { type Key, useLanguage } from '../parts/language.ts';
import type { Passages, Standing } from './passages.ts';

const sentences: Readonly<Record<Exclude<Standing, 'placed'>, Key>> = {
  sought: 'span_sought',
  unsure: 'span_unsure',
  gone: 'span_gone',
};

interface PassageItemProps {
  span: Span;
  question: SpanQuestion;
  lang?: string | undefined;
  passages: Passages | undefined;
  /** Null where it can not be taken away any more. */
  onRemove: ((event: Event) => void) | null;
}

/** One marked passage: its class, its words, where it is, and ways to it and away with it. */
export function PassageItem({ span, question, lang, passages, onRemove }: PassageItemProps) {
  const { t } = useLanguage();
  const order = question.classes.findIndex(({ id }) => id === span.class);
  const quote = passages?.quoteOf(span) ?? '';
  const standing = passages?.standingOf(span);
  const said = standing === undefined || standing === 'placed' ? null : t(sentences[standing]);
  const show = standing === 'gone' ? null : (passages?.show ?? null);
  return (
    <li class="passage-item">
      <span class={`swatch look-${order % 8}`} dir="auto" lang={lang}>
        {question.classes[order]?.label ?? span.class}
      </span>
      {show === null ? (
        <q dir="auto">{quote}</q>
      ) : (
        <button
          type="button"
          class="quiet words"
          aria-label={t('span_show', quote)}
          title={t('span_show', quote)}
          onClick={() => show(span)}
        >
          <q dir="auto">{quote}</q>
        </button>
      )}
      {onRemove !== null && (
        <button
          type="button"
          class="quiet"
          aria-label={t('span_remove', quote)}
          title={t('span_remove', quote)}
          onClick={onRemove}
        >
          <span aria-hidden="true">{'×'}</span>
        </button>
      )}
      {said !== null && <span class={standing === 'gone' ? 'standing bad' : 'standing'}>{said}</span>}
    </li>
  );
}
