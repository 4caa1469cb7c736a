import { primaryOf } from '../../lib/view/audience.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { useLanguage } from '../parts/language.ts';
import { languageNames } from '../parts/language-name.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';

/** Languages in which most of the web is written; those that the person reads or a campaign asks for are there too. */
const common =
  'ar bg bn ca cs da de el en es et eu fa fi fil fr gl gu he hi hr hu hy id it ja ka kn ko lt lv ml mr ms nl no pa pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur vi zh'.split(
    ' ',
  );

interface LanguagesReadProps {
  reads: readonly string[];
  campaigns: readonly CampaignView[];
}

/** What the person reads, which decides which campaigns are listed apart. */
export function LanguagesRead({ reads, campaigns }: LanguagesReadProps) {
  const { t, locale } = useLanguage();
  const panel = usePanel();
  const { reads: act } = usePanelState().acts;
  const nameOf = languageNames(locale);
  const asked = campaigns.flatMap(({ audience }) => audience.map(primaryOf));
  const named = [...new Set([...reads, ...asked, ...common])].map((tag) => ({
    tag,
    name: nameOf(tag),
  }));
  const order = new Intl.Collator(locale);
  named.sort((one, other) => order.compare(one.name, other.name));
  const own = named.filter(({ tag }) => reads.includes(tag)).map(({ name }) => name);
  return (
    <details>
      <summary>
        {own.length === 0
          ? t('reads_none')
          : t('reads_some', new Intl.ListFormat(locale, { type: 'unit' }).format(own))}
      </summary>
      <p class="faded">{t('reads_says')}</p>
      <fieldset class="languages" aria-label={t('reads_title')}>
        {named.map(({ tag, name }) => (
          <label key={tag} class="pick-one">
            <input
              type="checkbox"
              checked={reads.includes(tag)}
              onChange={({ currentTarget: { checked } }) =>
                void panel.changeLanguages(checked ? [...reads, tag] : reads.filter((one) => one !== tag))
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      <FailureNotice failure={failureIn(act)} />
    </details>
  );
}
