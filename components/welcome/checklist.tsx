import { useLanguage } from '../parts/language.ts';
import { useStore } from '../parts/use-store.ts';
import { steps as all, type Steps } from './steps.ts';

/** Four things to try; each ticks itself off when it really happened. */
export function Checklist({ steps }: { steps: Steps }) {
  const { t } = useLanguage();
  const { done } = useStore(steps.store);
  return (
    <section class="checklist" aria-label={t('steps_title')}>
      <h2>{t('steps_title')}</h2>
      <ol>
        {all.map(({ id, says }) => (
          <li key={id} class={done.includes(id) ? 'done' : ''}>
            <span class="tick" role="img" aria-label={t(done.includes(id) ? 'step_done' : 'step_open')} />
            {t(says)}
          </li>
        ))}
      </ol>
      <p role="status" class="good">
        {done.length === all.length && t('steps_all')}
      </p>
    </section>
  );
}
