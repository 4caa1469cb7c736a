import { useId, useState } from 'preact/hooks';
import type { ExportFormat } from '../../lib/protocol/api/export.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { type Key, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState } from './console-context.ts';

const formats: { readonly [Format in ExportFormat]: Key } = {
  jsonl: 'format_jsonl',
  'truth-jsonl': 'format_truth_jsonl',
  csv: 'format_csv',
  'truth-csv': 'format_truth_csv',
  'csv-side-car': 'format_csv_side_car',
  'label-studio': 'format_label_studio',
  'web-annotation': 'format_web_annotation',
};

const isFormat = (value: string): value is ExportFormat => Object.hasOwn(formats, value);

/** Takes the campaign home as a file. */
export function ExportForm({ campaign }: { campaign: Hex }) {
  const { t } = useLanguage();
  const { save } = useConsole();
  const act = useConsoleState().acts.export;
  const id = useId();
  const [format, setFormat] = useState<ExportFormat>('truth-jsonl');
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('export_title')}</h2>
      <p>{t('export_says')}</p>
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
          {Object.entries(formats).map(([name, key]) => (
            <option key={name} value={name}>
              {t(key)}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="primary left"
          disabled={act?.state === 'busy'}
          onClick={() => void save(campaign, format)}
        >
          {t(act?.state === 'busy' ? 'export_running' : 'export_do')}
        </button>
      </div>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </section>
  );
}
