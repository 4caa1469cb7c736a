import { useLanguage } from '../parts/language.ts';

/** How many looks there are, and so many lines under one passage. */
export const looks = 8;

export const lookOf = (who: number): string => `look-${who % looks}`;

/** Labelers by number and look; who hears the page is told the whole name. */
export function Who({ who }: { who: readonly number[] }) {
  const { t } = useLanguage();
  return (
    <span class="who">
      {who.map((one) => (
        <span key={one} class={lookOf(one)}>
          <span class="unseen">{t('labeler_is', one + 1)}, </span>
          <span aria-hidden="true">{one + 1}</span>
        </span>
      ))}
    </span>
  );
}
