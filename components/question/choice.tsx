import { useId, useRef, useState } from 'preact/hooks';
import type { ChoiceQuestion } from '../../lib/protocol/question/choice.ts';
import { useLanguage } from '../parts/language.ts';
import type { AnswerProps } from './answer-props.ts';
import { choose, type Entry, entriesOf, isChosen } from './choice-entries.ts';
import { ChoiceEntry } from './choice-entry.tsx';
import { nextFocus } from './next-focus.ts';

/**
 * One or more of named options. A WAI-ARIA radio group (checkboxes with `multiple`) in which arrows move the focus
 * only: choosing saves where one answer is all that is asked, so it takes a click, Space or Enter.
 */
export function Choice({ question, lang, answer, locked, keys, onAnswer }: AnswerProps<ChoiceQuestion>) {
  const { t } = useLanguage();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const entries = entriesOf(question, t);
  const [focused, setFocused] = useState<number | null>(null);
  const chosen = entries.findIndex((entry) => isChosen(entry, answer));
  const reachable = focused ?? Math.max(chosen, 0);

  const move = (event: KeyboardEvent) => {
    const next = nextFocus(event, reachable, entries.length);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setFocused(next);
    list.current?.querySelectorAll<HTMLElement>('[data-entry]')[next]?.focus();
  };
  const draw = (entry: Entry, index: number) => (
    <ChoiceEntry
      key={entry.id}
      entry={entry}
      lang={entry.abstention === null ? lang : undefined}
      role={question.multiple ? 'checkbox' : 'radio'}
      chosen={isChosen(entry, answer)}
      reachable={index === reachable}
      locked={locked}
      showKey={keys}
      onFocus={() => setFocused(index)}
      onChoose={(event) => onAnswer(choose(question, answer, entry), event)}
    />
  );
  const options = entries.filter(({ abstention }) => abstention === null);
  return (
    <div class="choice">
      <p class="ask" id={id} dir="auto" lang={lang}>
        {question.ask}
      </p>
      {question.multiple && <p class="several">{t('choice_several')}</p>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: both roles of it are groups that take arrows */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: and both have names */}
      <div
        ref={list}
        role={question.multiple ? 'group' : 'radiogroup'}
        aria-labelledby={id}
        onKeyDown={move}
        class="entries"
      >
        <div class="options">{options.map(draw)}</div>
        <div class="abstentions">
          {entries.slice(options.length).map((entry, index) => draw(entry, options.length + index))}
        </div>
      </div>
    </div>
  );
}
