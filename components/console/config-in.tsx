import { useId, useState } from 'preact/hooks';
import type { ReadConfig } from '../../lib/formats/label-studio/read-config.ts';
import type { Question } from '../../lib/protocol/question/question.ts';
import { useLanguage } from '../parts/language.ts';
import { useConsole, useEditing } from './console-context.ts';
import { Faults } from './faults.tsx';
import { Said } from './said.tsx';

/** What is asked, read from a labeling config of Label Studio: whole, or refused by name and reason. */
export function ConfigIn() {
  const { t } = useLanguage();
  const { change, readConfig } = useConsole();
  const { form } = useEditing();
  const id = useId();
  const [read, setRead] = useState<ReadConfig | null>(null);
  const take = async (file: File) => {
    const config = await readConfig(file);
    setRead(config);
    if (!config.ok) return;
    const { questions } = config;
    const asksPassages = questions.some(({ kind }) => kind === 'span');
    const unit = asksPassages ? 'selection' : form.unit === 'selection' ? 'page' : form.unit;
    change({ questions, unit });
  };
  return (
    <div class="plan-field">
      <label for={id}>{t('config_file')}</label>
      <input
        id={id}
        type="file"
        accept=".xml,application/xml,text/xml"
        aria-describedby={`${id}-help`}
        onChange={({ currentTarget: input }) => {
          const file = input.files?.[0];
          // The same file can be chosen again after it was mended.
          if (file !== undefined) void take(file).finally(() => (input.value = ''));
        }}
      />
      <p class="faded" id={`${id}-help`}>
        {t('config_help')}
      </p>
      <Said bad lead={t('config_refused')} sentences={read?.ok === false ? read.refused : []} />
      <Said lead={t('config_dropped')} sentences={read?.ok === true ? read.dropped : []} />
    </div>
  );
}

const namesIn = (question: Question): string =>
  (question.kind === 'choice' ? question.options : question.classes).map(({ label }) => label).join(', ');

/** Questions that were taken as they are. The card beside shows them as they will be asked. */
export function TakenQuestions({ questions }: { questions: readonly Question[] }) {
  const { t } = useLanguage();
  const { change } = useConsole();
  return (
    <>
      <p>{t('config_asked')}</p>
      <ol>
        {questions.map((question) => (
          <li key={question.id} dir="auto">
            {question.ask} <span class="faded">{namesIn(question)}</span>
          </li>
        ))}
      </ol>
      <Faults of={['questions', 'ask']} />
      <div>
        <button type="button" onClick={() => change({ questions: null })}>
          {t('config_drop')}
        </button>
      </div>
    </>
  );
}
