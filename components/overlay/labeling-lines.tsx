import type { Action, KeyMap } from '../../lib/view/key-map.ts';
import { keyName } from '../parts/key-name.ts';
import { useLanguage } from '../parts/language.ts';
import type { Sheet } from './sheet.ts';

interface LabelingLinesProps {
  keyMap: KeyMap | null;
  sheet: Sheet | undefined;
  /** Whether the page has elements to go through. */
  chips: boolean;
  onPalette(event: Event): void;
}

/** The sign that keys answer now, with the keys that matter most and a way to all of them. */
export function LabelingLines({ keyMap, sheet, chips, onPalette }: LabelingLinesProps) {
  const { t } = useLanguage();
  const names = (...of: Action[]) => of.map((action) => (keyMap === null ? '' : keyName(t, keyMap[action])));
  return (
    <>
      {/* Not atomic: the keys are known a moment later, and what stands already is not read twice. */}
      <p class="mode" role="status" aria-atomic="false">
        <span>
          {t('labeling_on')} {chips && t('labeling_on_chips')}
        </span>{' '}
        {keyMap !== null && <span>{t('labeling_keys', ...names('save', 'undo'))}</span>}
      </p>
      {keyMap !== null && sheet?.offer.target.unit === 'selection' && (
        <p class="several">
          {t('labeling_on_spans', ...names('letter-back', 'letter-forth', 'forth', 'back', 'remove'))}
        </p>
      )}
      <button type="button" class="quiet palette-open" onClick={onPalette}>
        {t('palette_open')}{' '}
        {keyMap !== null && (
          <span class="key" aria-hidden="true">
            {keyName(t, keyMap.palette)}
          </span>
        )}
      </button>
    </>
  );
}
