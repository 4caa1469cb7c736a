import { useLanguage } from '../parts/language.ts';
import { useConsole, useEditing } from './console-context.ts';
import { ExamplesSection } from './examples-section.tsx';
import { MakeSection } from './make-section.tsx';
import { MoneySection } from './money-section.tsx';
import { PaySection } from './pay-section.tsx';
import { PlaceSection } from './place-section.tsx';
import { Preview } from './preview.tsx';
import { QuestionSection } from './question-section.tsx';
import { SaveLine } from './save-line.tsx';
import { TextSection } from './text-section.tsx';

/** A campaign being written: the form, and beside it the card that comes of it. */
export function PlanEditor() {
  const { t } = useLanguage();
  const { go, drop } = useConsole();
  const { form } = useEditing();
  return (
    <>
      <div class="tools">
        <button type="button" class="quiet" onClick={() => void go({ at: 'list' })}>
          {t('back')}
        </button>
        <SaveLine />
      </div>
      <h1 class="big" dir="auto">
        {form.title.trim() || t('plan_untitled')}
      </h1>
      <div class="editor">
        <div class="sections">
          <TextSection />
          <PlaceSection />
          <QuestionSection />
          <ExamplesSection />
          {form.isPrivate ? (
            <MakeSection />
          ) : (
            <>
              <PaySection />
              <MoneySection />
            </>
          )}
          <button type="button" onClick={() => void drop()}>
            {t('plan_drop')}
          </button>
        </div>
        <aside aria-label={t('preview_title')}>
          <h2>{t('preview_title')}</h2>
          <Preview />
        </aside>
      </div>
    </>
  );
}
