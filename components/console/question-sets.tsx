import { useId } from 'preact/hooks';
import type { ConsoleView } from '../../lib/view/console.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { SetRows } from '../parts/set-rows.tsx';
import { useConsole, useConsoleState } from './console-context.ts';
import { Plans } from './plans.tsx';

/** Private question sets, written and being written. They are there without a relay. */
export function QuestionSets({ view: { sets, plans } }: { view: ConsoleView }) {
  const { t } = useLanguage();
  const { write, go } = useConsole();
  const { new: making } = useConsoleState().acts;
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('sets_title')}</h2>
      <p>{t('sets_says')}</p>
      <SetRows sets={sets} onOpen={(campaign) => void go({ at: 'set', campaign })} />
      <Plans plans={plans.filter(({ isPrivate }) => isPrivate)} />
      <div>
        <ActButton busy={making?.state === 'busy'} onClick={() => void write({ isPrivate: true })}>
          {t('set_new')}
        </ActButton>
      </div>
      <ImportSet />
    </section>
  );
}

function ImportSet() {
  const { t } = useLanguage();
  const { importSet } = useConsole();
  const { importSet: act } = useConsoleState().acts;
  const id = useId();
  return (
    <div class="plan-field">
      <label for={id}>{t('set_import')}</label>
      <input
        id={id}
        type="file"
        accept=".json,application/json"
        aria-describedby={`${id}-help`}
        disabled={act?.state === 'busy'}
        onChange={({ currentTarget: input }) => {
          const file = input.files?.[0];
          // The same file can be chosen again after it was mended.
          if (file !== undefined) void importSet(file).finally(() => (input.value = ''));
        }}
      />
      <p class="faded" id={`${id}-help`}>
        {t('set_import_help')}
      </p>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </div>
  );
}
