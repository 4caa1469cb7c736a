import { useId, useState } from 'preact/hooks';
import type { TaskList, TaskListFault } from '../../lib/formats/task-list.ts';
import { plural, type Translate, useLanguage } from '../parts/language.ts';
import { useConsole, useEditing } from './console-context.ts';
import { LinesField } from './lines-field.tsx';

function faultText(t: Translate, fault: TaskListFault): string {
  switch (fault.code) {
    case 'encoding':
      return t('list_encoding');
    case 'no-addresses':
      return t('list_no_addresses');
    case 'broken':
      return t('list_broken', fault.line);
    case 'too-many':
      return t('list_too_many', fault.count);
    case 'too-large':
      return t('list_too_large');
  }
}

/** A fixed list of pages: typed, pasted, or read from a file. */
export function ListField() {
  const language = useLanguage();
  const { t } = language;
  const { change, readList } = useConsole();
  const { view } = useEditing();
  const id = useId();
  const [read, setRead] = useState<TaskList | null>(null);
  const take = async (file: File) => {
    const list = await readList(file);
    setRead(list);
    if (!list.ok) return;
    const golds = list.known.map(({ address, answer }) => `${address} ${answer}`);
    change({ list: list.addresses, ...(golds.length === 0 ? {} : { golds: golds.slice(0, 1000) }) });
  };
  return (
    <>
      <LinesField name="list" rows={6} most={5000} />
      <div class="plan-field">
        <label for={id}>{t('list_file')}</label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,.jsonl,.ndjson,text/csv,text/plain"
          onChange={(event) => {
            const { currentTarget: input } = event;
            const file = input.files?.[0];
            // The same file can be chosen again after it was mended.
            if (file !== undefined) void take(file).finally(() => (input.value = ''));
          }}
        />
        <p class="faded">{t('list_file_help')}</p>
        <div role="status">
          {read?.ok === false && <p class="fault">{faultText(t, read.fault)}</p>}
          {read?.ok === true && read.repeated > 0 && (
            <p>{plural(language, read.repeated, 'list_repeated_one', 'list_repeated_many')}</p>
          )}
          <p>{plural(language, view.listed, 'list_pages_one', 'list_pages_many')}</p>
        </div>
      </div>
    </>
  );
}
