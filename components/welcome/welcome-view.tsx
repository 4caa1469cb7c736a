import { NoteIcon } from '../overlay/icons.tsx';
import { useLanguage } from '../parts/language.ts';
import { Article } from './article.tsx';
import { Checklist } from './checklist.tsx';
import { Doors, type DoorsProps } from './doors.tsx';
import type { Steps } from './steps.ts';

interface WelcomeProps extends DoorsProps {
  steps: Steps;
}

/** The first minute: try it on a bundled article, then choose a door. Nothing here needs network, wallet or permission. */
export function WelcomeView({ steps, ...doors }: WelcomeProps) {
  const { t } = useLanguage();
  return (
    <>
      <header class="hero">
        <h1>
          <NoteIcon />
          {t('welcome_title')}
        </h1>
        <p>{t('welcome_lead')}</p>
      </header>
      <Checklist steps={steps} />
      <Article />
      <Doors {...doors} />
    </>
  );
}
