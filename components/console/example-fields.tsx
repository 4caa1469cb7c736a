import { useId } from 'preact/hooks';
import type { PlanForm } from '../../lib/authoring/form.ts';
import type { Question } from '../../lib/protocol/question/question.ts';
import { useLanguage } from '../parts/language.ts';
import { ShownLabel } from '../question/examples.tsx';

type ExampleLabel = PlanForm['exampleLabels'][number];

interface ExampleFieldsProps {
  example: ExampleLabel;
  number: number;
  questions: readonly Question[];
  onChange(example: ExampleLabel): void;
  onRemove(): void;
  /** Null where it is the first. */
  onUp: (() => void) | null;
}

/** One example: the label as it is, and what the requester says of it. */
export function ExampleFields({ example, number, questions, onChange, onRemove, onUp }: ExampleFieldsProps) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <li class={example.shows === 'good' ? 'example' : 'example avoid'}>
      <fieldset class="shown-as">
        <legend>{t('plan_example', number)}</legend>
        {(['good', 'bad'] as const).map((shows) => (
          <label key={shows} class="pick-one">
            <input
              type="radio"
              name={id}
              checked={example.shows === shows}
              onChange={() => onChange({ ...example, shows })}
            />
            <span class="sign" aria-hidden="true">
              {shows === 'good' ? '✓' : '✗'}
            </span>
            {t(shows === 'good' ? 'example_good' : 'example_bad')}
          </label>
        ))}
      </fieldset>
      <ShownLabel label={example} questions={questions} />
      <label for={`${id}-note`}>{t('plan_example_note')}</label>
      <textarea
        id={`${id}-note`}
        rows={2}
        dir="auto"
        value={example.note}
        onInput={(event) => onChange({ ...example, note: event.currentTarget.value })}
      />
      <div class="tools">
        {onUp !== null && (
          <button type="button" class="quiet" aria-label={t('plan_example_up_of', number)} onClick={onUp}>
            {t('plan_example_up')}
          </button>
        )}
        <button
          type="button"
          class="quiet"
          aria-label={t('plan_example_remove_of', number)}
          onClick={onRemove}
        >
          {t('plan_example_remove')}
        </button>
      </div>
    </li>
  );
}
