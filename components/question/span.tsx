import { useEffect, useId, useRef } from 'preact/hooks';
import type { Answer } from '../../lib/protocol/question/question.ts';
import type { Span, SpanQuestion } from '../../lib/protocol/question/span.ts';
import { useLanguage } from '../parts/language.ts';
import { abstentions } from './abstentions.ts';
import type { AnswerProps } from './answer-props.ts';
import { ChoiceEntry } from './choice-entry.tsx';
import { PassageItem } from './passage-item.tsx';
import { noneKey, toggled } from './span-entries.ts';

/** What is marked in the page, and the honest ways to mark nothing. Marking is done in the page itself. */
export function SpanMarks({
  question,
  lang,
  answer,
  locked,
  keys,
  passages,
  onAnswer,
}: AnswerProps<SpanQuestion>) {
  const { t } = useLanguage();
  const id = useId();
  const spans = answer?.kind === 'span' ? answer.spans : [];
  const ask = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  // The button that took a passage away has gone with it. In labeling mode keys are the text's.
  useEffect(() => {
    if (pressed.current && !keys) ask.current?.focus();
    pressed.current = false;
  }, [spans.length]);
  const without = (span: Span): Answer | null => {
    const left = spans.filter((one) => one !== span);
    return left.length === 0 ? null : { kind: 'span', spans: left };
  };
  const none = { id: 'none', label: t('span_none'), hint: t('span_none_hint'), key: noneKey };
  const nothing: Answer = { kind: 'span', spans: [] };
  const whole = [
    ...(question.spans.min === 0 ? [{ ...none, answer: nothing }] : []),
    ...abstentions.map(({ kind, label, hint, key }) => ({
      id: kind,
      label: t(label),
      hint: t(hint),
      key,
      answer: { kind } satisfies Answer,
    })),
  ];
  return (
    <div class="choice span">
      <p class="ask" id={id} ref={ask} tabIndex={-1} dir="auto" lang={lang}>
        {question.ask}
      </p>
      {!locked && <p class="several">{t('span_how')}</p>}
      {spans.length > 0 && (
        <ul class="passages" aria-labelledby={id}>
          {spans.map((span) => (
            <PassageItem
              key={`${span.start} ${span.end} ${span.class}`}
              span={span}
              question={question}
              lang={lang}
              passages={passages}
              onRemove={
                locked
                  ? null
                  : (event) => {
                      pressed.current = true;
                      onAnswer(without(span), event);
                    }
              }
            />
          ))}
        </ul>
      )}
      {spans.length === 0 && (
        <fieldset aria-labelledby={id} class="entries">
          <div class="abstentions">
            {whole.map((one) => (
              <ChoiceEntry
                key={one.id}
                entry={{ ...one, abstention: 'unsure' }}
                role="checkbox"
                chosen={answer?.kind === one.answer.kind}
                reachable
                locked={locked}
                showKey={keys}
                onFocus={() => {}}
                onChoose={(event) => {
                  const given = toggled(answer, one.answer);
                  if (given !== undefined) onAnswer(given, event);
                }}
              />
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
