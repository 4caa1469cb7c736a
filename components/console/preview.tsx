import { useMemo, useRef, useState } from 'preact/hooks';
import type { Caller, PageCalls } from '../../lib/messages.ts';
import type { SpanQuestion } from '../../lib/protocol/question/span.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { pageTargetOf } from '../../lib/protocol/target/target.ts';
import type { Offer } from '../../lib/view/offer.ts';
import { createAnswering } from '../overlay/answering.ts';
import { GuideContext } from '../overlay/guide/guide-context.ts';
import { SheetView } from '../overlay/sheet-view.tsx';
import { ownPageGuard } from '../overlay/verdict.ts';
import { useClock } from '../parts/clock.ts';
import { GuideView } from '../parts/guide-view.tsx';
import { plural, useLanguage } from '../parts/language.ts';
import { useStore } from '../parts/use-store.ts';
import { useConsole, useEditing } from './console-context.ts';

const nowhere: Hex = `0x${'0'.repeat(64)}`;
const undoMs = 60_000;

/** What the bar at a selected passage will offer, with its keys. */
function Classes({ question }: { question: SpanQuestion }) {
  const { t } = useLanguage();
  return (
    <div class="shown">
      <p class="faded">{t('preview_passages')}</p>
      <ol class="classes-shown">
        {question.classes.map(({ id, label, hint }, index) => (
          <li key={id} title={hint}>
            {index < 9 && <kbd>{index + 1}</kbd>}
            <span dir="auto">{label}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What labelers will be given to read, as it is typed now. */
function TypedGuide() {
  const { form, view } = useEditing();
  const { instructions, exampleLabels: examples } = form;
  return <GuideView guide={{ instructions, examples, questions: view.questions }} />;
}

/** The card as labelers will see it. It can be tried, and nothing of that is kept. */
export function Preview() {
  const language = useLanguage();
  const { t } = language;
  const { form, view } = useEditing();
  const { change } = useConsole();
  const clock = useClock();
  const begun = useRef<number | null>(null);
  const [took, setTook] = useState<number | null>(null);
  const { questions, price } = view;
  const isGuided = form.instructions.trim() !== '' || form.exampleLabels.length > 0;
  const shape = JSON.stringify([form.title, questions, price, isGuided]);
  // The card is a new one when what it shows is another.
  const answering = useMemo(() => {
    const call = (async (name: string, given: { body?: unknown }) => {
      if (name === 'undo') return true;
      if (begun.current !== null) setTook(Math.max(1, Math.round((clock() - begun.current) / 1000)));
      begun.current = null;
      return { id: '', body: given.body, state: 'queued', undoUntil: clock() + undoMs };
    }) as Caller<PageCalls>;
    const offer: Offer = {
      campaign: nowhere,
      termsHash: nowhere,
      title: form.title || t('plan_untitled'),
      questions,
      ...(isGuided && { isGuided }),
      target: pageTargetOf('https://example.invalid/'),
      price,
      own: null,
    };
    return createAnswering([offer], { call, clock, activeMs: () => 0 });
  }, [shape]);
  const [sheet] = useStore(answering.store).sheets;
  const isAskable = questions.some((question) =>
    question.kind === 'choice' ? question.options.length > 1 : question.classes.length > 0,
  );
  if (sheet === undefined || !isAskable) return <p class="empty">{t('preview_none')}</p>;
  return (
    <>
      <div class="note sheet-shown">
        <GuideContext.Provider value={TypedGuide}>
          <SheetView sheet={sheet} answering={answering} guard={ownPageGuard} keys={true} />
        </GuideContext.Provider>
      </div>
      {questions.map(
        (question) => question.kind === 'span' && <Classes key={question.id} question={question} />,
      )}
      {!form.isPrivate && (
        <>
          <div class="tools timing">
            <button
              type="button"
              onClick={() => {
                begun.current = clock();
                setTook(null);
              }}
            >
              {t('preview_time')}
            </button>
            {took !== null && (
              <button
                type="button"
                class="primary"
                onClick={() => change({ seconds: String(Math.min(took, 3600)) })}
              >
                {plural(language, took, 'preview_use_one', 'preview_use_many')}
              </button>
            )}
          </div>
          <p class="faded">{t('preview_time_help')}</p>
        </>
      )}
    </>
  );
}
