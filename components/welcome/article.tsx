import { useLanguage } from '../parts/language.ts';
import { articleParagraphs } from './article-text.ts';

/** The bundled article, set as a news page would. */
export function Article() {
  const { t } = useLanguage();
  return (
    <article class="article">
      <p class="kicker">{t('article_kicker')}</p>
      <h2>{t('article_title')}</h2>
      <p class="faded">{t('article_byline')}</p>
      {articleParagraphs.map((key) => (
        <p key={key}>{t(key)}</p>
      ))}
    </article>
  );
}
