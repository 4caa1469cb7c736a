import { ActButton } from '../parts/act-button.tsx';
import { plural, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState, useEditing } from './console-context.ts';
import { Faults } from './faults.tsx';
import { Field } from './field.tsx';
import { LinesField } from './lines-field.tsx';
import { ListField } from './list-field.tsx';

const unitNames = {
  page: 'plan_unit_page',
  element: 'plan_unit_element',
  selection: 'plan_unit_selection',
} as const;

/** On which pages labels are wanted, and of what on them. */
export function PlaceSection() {
  const { t } = useLanguage();
  const { change } = useConsole();
  const { form, view } = useEditing();
  return (
    <section aria-labelledby="plan-place">
      <h2 id="plan-place">{t('plan_place')}</h2>
      <fieldset>
        <legend>{t('plan_pages')}</legend>
        {(['patterns', 'list'] as const).map((pages) => (
          <label key={pages} class="pick-one">
            <input
              type="radio"
              name="pages"
              checked={form.pages === pages}
              onChange={() => change({ pages })}
            />
            {t(pages === 'patterns' ? 'plan_pages_patterns' : 'plan_pages_list')}
          </label>
        ))}
      </fieldset>
      {form.pages === 'list' ? (
        <ListField />
      ) : (
        <>
          <LinesField name="examples" />
          <LinesField name="patterns" derived={view.patterns} rows={2} />
        </>
      )}
      <LinesField name="keep" rows={1} />
      <fieldset>
        <legend>{t('plan_unit')}</legend>
        {(['page', 'element', 'selection'] as const).map((unit) => (
          <label key={unit} class="pick-one">
            <input type="radio" name="unit" checked={form.unit === unit} onChange={() => change({ unit })} />
            {t(unitNames[unit])}
          </label>
        ))}
        <Faults of={['unit']} />
      </fieldset>
      {form.unit === 'element' && <ElementFields />}
    </section>
  );
}

function ElementFields() {
  const language = useLanguage();
  const { t } = language;
  const { pick, tryOn } = useConsole();
  const { form } = useEditing();
  const { pick: act } = useConsoleState().acts;
  const named = form.pages === 'list' ? form.list : form.examples;
  const example = named.find((address) => address.trim() !== '') ?? '';
  const { seen } = form;
  return (
    <>
      <div class="plan-field">
        <ActButton
          class="primary"
          disabled={example === ''}
          busy={act?.state === 'busy'}
          onClick={() => void pick(example.trim())}
        >
          {t(act?.state === 'busy' ? 'plan_picking' : 'plan_pick')}
        </ActButton>
        <p class="faded">{t(example === '' ? 'plan_pick_first' : 'plan_pick_help')}</p>
        <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
      </div>
      <Field name="selector" code />
      <ActButton
        disabled={example === '' || form.selector.trim() === ''}
        busy={act?.state === 'busy'}
        onClick={() => void tryOn(example.trim())}
      >
        {t('plan_try')}
      </ActButton>
      <Field name="key" code />
      <p role="status">
        {seen !== null &&
          seen.selector === form.selector.trim() &&
          plural(language, seen.matches, 'plan_seen_one', 'plan_seen_many', new URL(seen.address).host)}
      </p>
    </>
  );
}
