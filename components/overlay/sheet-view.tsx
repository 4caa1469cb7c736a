import { useEffect, useMemo } from 'preact/hooks';
import { formatMoney } from '../../lib/view/format-money.ts';
import { useNow } from '../parts/clock.ts';
import { useLanguage } from '../parts/language.ts';
import type { Passages } from '../question/passages.ts';
import { QuestionView } from '../question/question.tsx';
import type { Answering } from './answering.ts';
import { isByPointer } from './by-person.ts';
import { GuideLine } from './guide/guide-line.tsx';
import { isComplete, isLocked, offerKey, savesAtOnce } from './offer.ts';
import type { Sheet } from './sheet.ts';
import { SheetStatus } from './sheet-status.tsx';
import type { Guard } from './verdict.ts';

interface SheetViewProps {
  sheet: Sheet;
  answering: Answering;
  guard: Guard;
  /** Whether keys act now. */
  keys: boolean;
  passages?: Passages | undefined;
}

/** One offer: title, price, questions, and what became of the answer. In the card on a page and in the panel. */
export function SheetView({ sheet, answering, guard, keys, passages }: SheetViewProps) {
  const { t, locale } = useLanguage();
  const { offer, draft } = sheet;
  const key = offerKey(offer);
  const undoUntil = offer.own?.undoUntil ?? 0;
  const locked = isLocked(offer, useNow(undoUntil));
  const isBusy = sheet.busy !== false;
  useEffect(() => {
    if (locked && !isBusy) answering.settle(key);
  }, [locked, isBusy, answering, key]);
  const judged = (event: Event, act: (by: 'pointer' | 'key') => void) => {
    const verdict = guard(event);
    if (verdict === 'accept') act(isByPointer(event) ? 'pointer' : 'key');
    else if (verdict !== 'ignore') answering.say(key, { kind: 'confirm', where: verdict });
  };
  // The same nodes while nothing of them changes: what became of the answer is drawn at once, without the questions.
  const questions = useMemo(
    () =>
      offer.questions.map((question) => (
        <QuestionView
          key={question.id}
          question={question}
          lang={offer.language}
          answer={draft[question.id]}
          locked={locked}
          keys={keys}
          passages={passages}
          onAnswer={(answer, event) =>
            judged(event, (by) => void answering.answer(key, question.id, answer, by))
          }
        />
      )),
    [offer.questions, offer.language, draft, locked, keys, passages, answering, guard, key],
  );
  return (
    <article class="sheet" aria-label={offer.title}>
      <header class="sheet-head">
        <h2 class="title" dir="auto" lang={offer.language}>
          {offer.title}
        </h2>
        <span class={offer.price === null ? 'unpaid' : 'price'}>
          {offer.price === null ? t('price_none') : formatMoney(offer.price, locale)}
        </span>
      </header>
      {offer.isGuided && <GuideLine key={offer.campaign} campaign={offer.campaign} />}
      {questions}
      {!savesAtOnce(offer) && !locked && (
        <button
          type="button"
          class="primary"
          disabled={!isComplete(offer, draft)}
          onClick={(event) => judged(event, (by) => void answering.save(key, by))}
        >
          {t('save')}
        </button>
      )}
      <SheetStatus
        sheet={sheet}
        onUndo={(event) => judged(event, (by) => void answering.undo(key, by))}
        onRetry={(event, again) => judged(event, (by) => void answering[again](key, by))}
      />
    </article>
  );
}
