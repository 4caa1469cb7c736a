import type { Action, KeyMap } from '../../lib/view/key-map.ts';
import { keyName } from '../parts/key-name.ts';
import { type Translate, useLanguage } from '../parts/language.ts';
import type { Sheet } from './sheet.ts';

interface LabelingLinesProps {
  keyMap: KeyMap | null;
  sheet: Sheet | undefined;
  onPalette(event: Event): void;
}

const keysIn =
  (t: Translate, keyMap: KeyMap | null) =>
  (...of: Action[]): string[] =>
    of.map((action) => (keyMap === null ? '' : keyName(t, keyMap[action])));

interface LabelingSignProps {
  on: boolean;
  keyMap: KeyMap | null;
  /** Whether the page has elements to go through. */
  chips: boolean;
}

/**
 * The sign that keys answer now, with the keys that matter most. What is read out stands there before its words do, since Firefox
 * says nothing of words that come with it; and it is read in parts: the keys are known a moment later.
 */
export function LabelingSign({ on, keyMap, chips }: LabelingSignProps) {
  const { t } = useLanguage();
  return (
    <div role="status" aria-atomic="false">
      {on && (
        <div class="mode">
          <p>
            {t('labeling_on')} {chips && t('labeling_on_chips')}
          </p>
          {keyMap !== null && <p>{t('labeling_keys', ...keysIn(t, keyMap)('save', 'undo'))}</p>}
        </div>
      )}
    </div>
  );
}

/** How passages are marked by keys, and a way to all keys. */
export function LabelingLines({ keyMap, sheet, onPalette }: LabelingLinesProps) {
  const { t } = useLanguage();
  const names = keysIn(t, keyMap);
  return (
    <>
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
