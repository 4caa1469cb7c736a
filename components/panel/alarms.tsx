import type { AlarmView } from '../../lib/view/overview.ts';
import { type Key, useLanguage } from '../parts/language.ts';
import { formatTime } from '../parts/time.ts';

const sentences: { readonly [Kind in AlarmView['kind']]: Key } = {
  missing: 'alarm_missing',
  altered: 'alarm_altered',
  underpaid: 'alarm_underpaid',
  unsigned: 'alarm_unsigned',
  'wrong-root': 'alarm_wrong_root',
  unfounded: 'alarm_unfounded',
  'same-number': 'alarm_same_number',
};

/** Differences between what the relay signed and what it did. Shown above every section, and never folded away. */
export function Alarms({ alarms }: { alarms: readonly AlarmView[] }) {
  const { t, locale } = useLanguage();
  if (alarms.length === 0) return null;
  return (
    <div role="alert">
      <section class="alarms" aria-label={t('alarms_title')}>
        <h2>{t('alarms_title')}</h2>
        <ul>
          {alarms.map((alarm) => (
            <li key={alarm.id}>
              <strong>{t(sentences[alarm.kind], alarm.epoch)}</strong>
              <p class="detail">{alarm.detail}</p>
              <p class="faded">{formatTime(alarm.seenAt, locale)}</p>
            </li>
          ))}
        </ul>
        <p>{t('alarms_next')}</p>
      </section>
    </div>
  );
}
