import { useRef } from 'preact/hooks';
import { useLanguage } from '../parts/language.ts';
import { anyLanguage, languageNames } from '../parts/language-name.ts';
import { useConsole, useEditing } from './console-context.ts';
import { Field } from './field.tsx';

/** Who is asked: readers of some languages, in words as they were understood; the campaign's own is proposed. */
export function AudienceField() {
  const { t, locale } = useLanguage();
  const { change } = useConsole();
  const { form, view } = useEditing();
  const field = useRef<HTMLDivElement>(null);
  const own = form.language.trim();
  const isProposed = form.audience.trim() === '' && !view.faults.some(({ field }) => field === 'language');
  return (
    <>
      <div ref={field}>
        <Field name="audience" code placeholder={t('audience_all')} />
      </div>
      <div role="status">
        {view.audience.length > 0 && <p>{t('audience_some', anyLanguage(view.audience, locale))}</p>}
      </div>
      {isProposed && (
        <div>
          <button
            type="button"
            onClick={() => {
              field.current?.querySelector('input')?.focus();
              change({ audience: own });
            }}
          >
            {t('plan_audience_only', languageNames(locale)(own))}
          </button>
        </div>
      )}
    </>
  );
}
