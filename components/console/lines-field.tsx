import { useId, useState } from 'preact/hooks';
import type { Field } from '../../lib/authoring/form.ts';
import { useLanguage } from '../parts/language.ts';
import { useConsole, useEditing } from './console-context.ts';
import { Faults } from './faults.tsx';
import { wordsOf } from './field-words.ts';

interface LinesFieldProps {
  name: 'examples' | 'patterns' | 'keep' | 'list' | 'golds';
  /** What stands there while nothing is typed. */
  derived?: readonly string[];
  rows?: number;
  /** Lines that are kept. */
  most?: number;
  faults?: readonly Field[];
}

const linesOf = (text: string, most: number) => text.split('\n').slice(0, most);

/** A list, one entry a line. What is typed stays as typed, empty lines too, as long as it says what the plan holds. */
export function LinesField({ name, derived, rows = 3, most = 50, faults = [name] }: LinesFieldProps) {
  const { t } = useLanguage();
  const { change } = useConsole();
  const { form, view } = useEditing();
  const id = useId();
  const { label, help } = wordsOf(name);
  const held = (form[name] ?? derived ?? []).join('\n');
  const [typed, setTyped] = useState(held);
  const shown = linesOf(typed, most).join('\n') === held ? typed : held;
  return (
    <div class="plan-field">
      <label for={id}>{t(label)}</label>
      <textarea
        id={id}
        rows={rows}
        dir="ltr"
        spellcheck={false}
        value={shown}
        aria-invalid={view.faults.some(({ field }) => faults.includes(field))}
        aria-describedby={`${id}-more`}
        onInput={(event) => {
          const { value } = event.currentTarget;
          setTyped(value);
          const lines = linesOf(value, most);
          change({ [name]: value.trim() === '' ? (name === 'patterns' ? null : []) : lines });
        }}
      />
      <div id={`${id}-more`}>
        {help !== undefined && <p class="faded">{t(help)}</p>}
        <Faults of={faults} />
      </div>
    </div>
  );
}
