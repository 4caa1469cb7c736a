import type { SkillView } from '../../lib/view/overview.ts';
import { type Key, useLanguage } from '../parts/language.ts';

const names: { readonly [Kind in SkillView['kind']]: Key } = { choice: 'skill_choice', span: 'skill_span' };

/** What others' answers say of this labeler's, per kind of question. */
export function Skills({ skills }: { skills: readonly SkillView[] }) {
  const { t } = useLanguage();
  return (
    <section class="stack" aria-labelledby="skills">
      <h2 id="skills">{t('skills_title')}</h2>
      {skills.length === 0 ? (
        <p class="empty">{t('skills_none')}</p>
      ) : (
        <>
          <dl class="facts">
            {skills.map((skill) => (
              <SkillLine key={skill.kind} skill={skill} />
            ))}
          </dl>
          <p class="faded">{t('skills_says')}</p>
        </>
      )}
    </section>
  );
}

function SkillLine({ skill: { kind, labels, reached, low, high } }: { skill: SkillView }) {
  const { t, locale } = useLanguage();
  const percent = (ppm: number) => String(Math.round(ppm / 10_000));
  const count = new Intl.NumberFormat(locale).format(labels);
  return (
    <>
      <dt>{t(names[kind])}</dt>
      <dd>
        {reached === null
          ? t('skill_unknown', count)
          : t('skill_is', percent(reached), percent(low), percent(high), count)}
      </dd>
    </>
  );
}
