import type { ConsoleView } from '../../lib/view/console.ts';
import { plural, useLanguage } from '../parts/language.ts';
import { formatTime } from '../parts/time.ts';
import { useConsole } from './console-context.ts';

/** Drafts, each with what it still lacks. */
export function Plans({ plans }: Pick<ConsoleView, 'plans'>) {
  const language = useLanguage();
  const { t, locale } = language;
  const { go } = useConsole();
  return (
    <ul class="rows">
      {plans.map(({ id, title, savedAt, faults }) => (
        <li key={id}>
          <button type="button" class="row" data-view={id} onClick={() => void go({ at: 'plan', id })}>
            <span class="name" dir="auto">
              {title.trim() || t('plan_untitled')}
            </span>
            <span class="faded">{formatTime(savedAt, locale)}</span>
            <span class={faults === 0 ? 'badge good' : 'badge'}>
              {faults === 0 ? t('plan_ready') : plural(language, faults, 'plan_open_one', 'plan_open_many')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
