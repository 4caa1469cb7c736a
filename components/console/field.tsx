import { useId } from 'preact/hooks';
import type { PlanForm } from '../../lib/authoring/form.ts';
import { useLanguage } from '../parts/language.ts';
import { useConsole, useEditing } from './console-context.ts';
import { Faults } from './faults.tsx';
import { type WordedField, wordsOf } from './field-words.ts';

/** Fields that hold one text as typed. */
type TextField = { [Name in WordedField]: PlanForm[Name] extends string ? Name : never }[WordedField];

interface FieldProps {
  name: TextField;
  /** Lines; one is a plain field. */
  lines?: number;
  numeric?: boolean;
  /** What stands behind the field: a unit. */
  unit?: string;
  /** What counts when the field is empty. */
  placeholder?: string;
  code?: boolean;
}

/** One labelled field of the plan, with what is wrong with it. */
export function Field({ name, lines = 1, numeric, unit, placeholder, code }: FieldProps) {
  const { t } = useLanguage();
  const { change } = useConsole();
  const { form, view } = useEditing();
  const id = useId();
  const { label, help } = wordsOf(name);
  const common = {
    id,
    value: form[name],
    dir: code ? ('ltr' as const) : ('auto' as const),
    spellcheck: !code,
    'aria-invalid': view.faults.some(({ field }) => field === name),
    'aria-describedby': `${id}-more`,
    onInput: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
  return (
    <div class={numeric ? 'plan-field short' : 'plan-field'}>
      <label for={id}>{t(label)}</label>
      {lines === 1 ? (
        <div class="with-unit">
          <input type="text" autocomplete="off" inputMode={numeric ? 'decimal' : 'text'} {...common} />
          {unit !== undefined && <span class="faded">{unit}</span>}
        </div>
      ) : (
        <textarea rows={lines} {...common} />
      )}
      <div id={`${id}-more`}>
        {help !== undefined && <p class="faded">{t(help)}</p>}
        <Faults of={[name]} />
      </div>
    </div>
  );
}
