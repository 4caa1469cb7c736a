import { useEffect, useRef } from 'preact/hooks';
import type { PlanForm } from '../../lib/authoring/form.ts';
import type { Label } from '../../lib/protocol/label/label.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { ShownLabel } from '../question/examples.tsx';
import { useConsole, useConsoleState, useEditing } from './console-context.ts';
import { ExampleFields } from './example-fields.tsx';
import { Faults } from './faults.tsx';

type ExampleLabel = PlanForm['exampleLabels'][number];
type Labeled = Pick<Label, 'target' | 'body'>;

/** As many as terms show. */
const mostExamples = 20;

/** A label is the same one whether it was already taken as an example or not. */
const nameOf = ({ target, body }: Labeled): string =>
  JSON.stringify([target.address, target.unitKey, Object.entries(body)]);

/** Examples, which are made by labeling: on the page itself, in the overlay that labelers will have. */
export function ExamplesSection() {
  const { t } = useLanguage();
  const { change } = useConsole();
  const { form, view } = useEditing();
  const { exampleLabels } = form;
  const section = useRef<HTMLElement>(null);
  const goesOn = useRef<number | null>(null);
  /** Where `at` says, the focus goes on in that example's note: what was pressed is gone, or elsewhere. */
  const set = (next: readonly ExampleLabel[], at: number | null = null) => {
    goesOn.current = at;
    change({ exampleLabels: [...next] });
  };
  useEffect(() => {
    const at = goesOn.current;
    goesOn.current = null;
    if (at === null) return;
    const note = section.current?.querySelectorAll('textarea')[at];
    (note ?? section.current?.querySelector('h2'))?.focus();
  });
  const taken = new Set(exampleLabels.map(nameOf));
  return (
    <section ref={section} aria-labelledby="plan-examples">
      <h2 id="plan-examples" tabIndex={-1}>
        {t('plan_shown_labels')}
      </h2>
      <p>
        {t('plan_shown_labels_says')} {!form.isPrivate && t('plan_shown_no_task')}
      </p>
      <ol class="examples-edited">
        {exampleLabels.map((example, index) => (
          <ExampleFields
            key={nameOf(example)}
            example={example}
            number={index + 1}
            questions={view.questions}
            onChange={(next) => set(exampleLabels.map((one, at) => (at === index ? next : one)))}
            onRemove={() =>
              set(
                exampleLabels.filter((_, at) => at !== index),
                Math.min(index, exampleLabels.length - 2),
              )
            }
            onUp={index === 0 ? null : () => set(swapped(exampleLabels, index), index - 1)}
          />
        ))}
      </ol>
      <Faults of={['exampleLabels']} />
      <TryOnPage />
      <Labels
        labels={view.labeled.filter((one) => !taken.has(nameOf(one)))}
        isFull={exampleLabels.length >= mostExamples}
        onTake={({ target, body }, shows) =>
          set([...exampleLabels, { shows, target, body, note: '' }], exampleLabels.length)
        }
      />
    </section>
  );
}

/** With the one before it in its place. */
const swapped = (list: readonly ExampleLabel[], at: number): ExampleLabel[] =>
  list.map((one, index) => (index === at ? list[at - 1]! : index === at - 1 ? list[at]! : one));

/** The way to the page, where the question is asked as labelers will be asked. */
function TryOnPage() {
  const { t } = useLanguage();
  const { tryPlan } = useConsole();
  const { form, view, state } = useEditing();
  const { tryPlan: act } = useConsoleState().acts;
  const named = form.pages === 'list' ? form.list : form.examples;
  const address = named.find((one) => one.trim() !== '')?.trim() ?? '';
  const isReady = view.origins.length > 0 && address !== '';
  return (
    <div class="plan-field">
      <ActButton
        disabled={!isReady || state !== 'saved'}
        busy={act?.state === 'busy'}
        onClick={() => void tryPlan(address)}
      >
        {t('plan_label_page')}
      </ActButton>
      <p class="faded">{t(isReady ? 'plan_label_page_says' : 'plan_label_page_first')}</p>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </div>
  );
}

interface LabelsProps {
  labels: readonly Labeled[];
  isFull: boolean;
  onTake(label: Labeled, shows: ExampleLabel['shows']): void;
}

/** What was labeled and is no example yet. */
function Labels({ labels, isFull, onTake }: LabelsProps) {
  const { t } = useLanguage();
  const { view } = useEditing();
  return (
    <>
      {labels.length > 0 && <h3>{t('plan_labeled')}</h3>}
      <ul class="examples-edited">
        {labels.map((label) => (
          <li key={nameOf(label)} class="example plain-label">
            <ShownLabel label={label} questions={view.questions} />
            <div class="tools">
              {(['good', 'bad'] as const).map((shows) => (
                <button key={shows} type="button" disabled={isFull} onClick={() => onTake(label, shows)}>
                  {t(shows === 'good' ? 'plan_take_good' : 'plan_take_bad')}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {labels.length > 0 && isFull && <p class="faded">{t('plan_examples_full', mostExamples)}</p>}
    </>
  );
}
