import type { ProgressView } from '../../lib/view/console.ts';
import { useLanguage } from '../parts/language.ts';
import { formatTime } from '../parts/time.ts';

const width = 480;
const height = 96;

/** Steps, since what was counted stays until it is counted again. */
function path(points: readonly { x: number; y: number }[]): string {
  return points.map(({ x, y }, index) => (index === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
}

/** Labels and cost over time, as this profile has seen them. The table above has the newest numbers in words. */
export function Curve({ samples }: Pick<ProgressView, 'samples'>) {
  const { t, locale } = useLanguage();
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || samples.length < 2) return null;
  const span = Math.max(1, last.at - first.at);
  const scaled = (values: readonly number[]) => {
    const most = Math.max(1, ...values);
    return path(
      values.map((value, index) => ({
        x: Math.round(((samples[index]!.at - first.at) / span) * width),
        y: Math.round(height - (value / most) * (height - 4)),
      })),
    );
  };
  return (
    <figure class="curve">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('curve_name')}>
        <path class="received" d={scaled(samples.map(({ received }) => received))} />
        <path class="released" d={scaled(samples.map(({ released }) => Number(released)))} />
      </svg>
      <figcaption class="faded">
        <span class="received">{t('curve_received')}</span>{' '}
        <span class="released">{t('curve_released')}</span>{' '}
        {t('curve_from_to', formatTime(first.at, locale), formatTime(last.at, locale))}
      </figcaption>
    </figure>
  );
}
