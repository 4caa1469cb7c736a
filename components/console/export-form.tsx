import { useId, useState } from 'preact/hooks';
import { ActButton } from '../parts/act-button.tsx';
import { type Key, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsoleState } from './console-context.ts';

interface ExportFormProps<Format extends string> {
  formats: { readonly [Name in Format]: Key };
  first: Format;
  /** What is to be known of what is taken home. */
  says: string;
  onSave(format: Format): void;
}

/** Takes something home as a file. */
export function ExportForm<Format extends string>({ formats, first, says, onSave }: ExportFormProps<Format>) {
  const { t } = useLanguage();
  const act = useConsoleState().acts.export;
  const id = useId();
  const [format, setFormat] = useState(first);
  const isFormat = (value: string): value is Format => Object.hasOwn(formats, value);
  return (
    <section class="stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('export_title')}</h2>
      <p>{says}</p>
      <div class="tools">
        <label for={id}>{t('export_format')}</label>
        <select
          id={id}
          value={format}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (isFormat(value)) setFormat(value);
          }}
        >
          {Object.keys(formats)
            .filter(isFormat)
            .map((name) => (
              <option key={name} value={name}>
                {t(formats[name])}
              </option>
            ))}
        </select>
        <ActButton class="primary" busy={act?.state === 'busy'} onClick={() => onSave(format)}>
          {t(act?.state === 'busy' ? 'export_running' : 'export_do')}
        </ActButton>
      </div>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </section>
  );
}
