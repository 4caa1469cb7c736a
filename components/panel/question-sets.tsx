import type { SetView } from '../../lib/view/question-set.ts';
import { useLanguage } from '../parts/language.ts';
import { SetRows } from '../parts/set-rows.tsx';
import { usePanel } from './panel-context.ts';

/** Private question sets. Each has its page in the console. */
export function QuestionSets({ sets }: { sets: readonly SetView[] }) {
  const { t } = useLanguage();
  const { openConsole } = usePanel();
  return (
    <div class="door">
      <h2>{t('sets_title')}</h2>
      <SetRows sets={sets} onOpen={(set) => openConsole({ set })} />
      <div>
        <button type="button" onClick={() => openConsole({ private: '' })}>
          {t('set_new')}
        </button>
      </div>
    </div>
  );
}
