import { Instructions } from '../parts/instructions.tsx';
import { useLanguage } from '../parts/language.ts';
import { AudienceField } from './audience-field.tsx';
import { useEditing } from './console-context.ts';
import { Field } from './field.tsx';

/** What labelers read before they join. */
export function TextSection() {
  const { t } = useLanguage();
  const { form } = useEditing();
  return (
    <section aria-labelledby="plan-text">
      <h2 id="plan-text">{t('plan_text')}</h2>
      <Field name="title" />
      <Field name="instructions" lines={6} />
      {form.instructions.trim() !== '' && (
        <figure class="shown">
          <figcaption class="faded">{t('plan_shown')}</figcaption>
          <Instructions text={form.instructions} />
        </figure>
      )}
      <Field name="language" code numeric />
      {!form.isPrivate && <AudienceField />}
    </section>
  );
}
