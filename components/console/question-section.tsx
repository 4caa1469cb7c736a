import { useEffect, useId, useRef } from 'preact/hooks';
import type { PlanForm } from '../../lib/authoring/form.ts';
import { useLanguage } from '../parts/language.ts';
import { ConfigIn, TakenQuestions } from './config-in.tsx';
import { ConfigOut } from './config-out.tsx';
import { useConsole, useEditing } from './console-context.ts';
import { Faults } from './faults.tsx';
import { Field } from './field.tsx';

type Option = PlanForm['options'][number];

const mostOptions = 40;

/** What is asked: typed here, or taken from elsewhere. */
export function QuestionSection() {
  const { t } = useLanguage();
  const { form, view } = useEditing();
  const isWhole = !view.faults.some(({ field }) => field === 'ask' || field === 'options');
  return (
    <section aria-labelledby="plan-question">
      <h2 id="plan-question">{t('plan_question')}</h2>
      {form.questions === null ? <TypedQuestion /> : <TakenQuestions questions={form.questions} />}
      <ConfigIn />
      {isWhole && <ConfigOut questions={view.questions} unit={form.unit} />}
    </section>
  );
}

/** The question and its answers. The first nine have a key each, in their order. */
function TypedQuestion() {
  const { t } = useLanguage();
  const { change } = useConsole();
  const { form } = useEditing();
  const { options, unit } = form;
  const several = unit === 'selection' ? 'overlap' : 'multiple';
  const fewest = unit === 'selection' ? 1 : 2;
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const goesOn = useRef<number | null>(null);
  /** Where `at` says, the focus goes on in that answer: it is new, or stands where another was. */
  const set = (next: Option[], at: number | null = null) => {
    goesOn.current = at;
    change({ options: next });
  };
  useEffect(() => {
    if (goesOn.current !== null) list.current?.children[goesOn.current]?.querySelector('input')?.focus();
    goesOn.current = null;
  }, [options]);
  return (
    <>
      <Field name="ask" />
      <label class="pick-one">
        <input
          type="checkbox"
          checked={form[several]}
          onChange={(event) => change({ [several]: event.currentTarget.checked })}
        />
        {t(several === 'overlap' ? 'plan_overlap' : 'plan_multiple')}
      </label>
      <fieldset class="options-edited" aria-describedby={id}>
        <legend>{t(unit === 'selection' ? 'plan_classes' : 'plan_options')}</legend>
        <ol ref={list}>
          {options.map((option, index) => (
            <OptionFields
              key={index}
              option={option}
              number={index + 1}
              onChange={(next) => set(options.map((one, at) => (at === index ? next : one)))}
              onRemove={
                options.length > fewest
                  ? () =>
                      set(
                        options.filter((_, at) => at !== index),
                        Math.min(index, options.length - 2),
                      )
                  : null
              }
            />
          ))}
        </ol>
        <div id={id}>
          <Faults of={['options']} />
        </div>
        <button
          type="button"
          disabled={options.length >= mostOptions}
          onClick={() => set([...options, { label: '', hint: '' }], options.length)}
        >
          {t('plan_option_add')}
        </button>
        <p class="faded">{t('plan_options_help')}</p>
      </fieldset>
    </>
  );
}

interface OptionProps {
  option: Option;
  number: number;
  onChange(option: Option): void;
  /** Null where those that are there have to stay. */
  onRemove: (() => void) | null;
}

function OptionFields({ option, number, onChange, onRemove }: OptionProps) {
  const { t } = useLanguage();
  return (
    <li>
      {number <= 9 && <kbd>{number}</kbd>}
      <input
        type="text"
        dir="auto"
        autocomplete="off"
        aria-label={t('plan_option', number)}
        value={option.label}
        onInput={(event) => onChange({ ...option, label: event.currentTarget.value })}
      />
      <input
        type="text"
        dir="auto"
        autocomplete="off"
        aria-label={t('plan_option_hint', number)}
        placeholder={t('plan_hint')}
        value={option.hint}
        onInput={(event) => onChange({ ...option, hint: event.currentTarget.value })}
      />
      {onRemove !== null && (
        <button type="button" class="quiet" aria-label={t('plan_option_remove', number)} onClick={onRemove}>
          ×
        </button>
      )}
    </li>
  );
}
