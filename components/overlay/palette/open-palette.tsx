import { render } from 'preact';
import { LanguageContext } from '../../parts/language.ts';
import { adopt } from '../adopt.ts';
import { paletteEntries } from './entries.ts';
import { findEntries } from './find-entries.ts';
import css from './palette.css?inline';
import type { OpenPalette, PaletteEntry } from './palette.ts';
import { PaletteView } from './palette-view.tsx';

/** How far a page of the list is. */
const pageOf = 8;

/** Draws the palette and acts on its keys: it is open until it is closed. */
export const openPalette: OpenPalette = ({ place, language, styleOf, what, onChoose, onClose }) => {
  const takeStyle = adopt(place, styleOf(css));
  const entries = paletteEntries(what, language.t);
  let shown: readonly PaletteEntry[] = entries;
  let at = 0;
  const choose = ({ press }: PaletteEntry, event: Event) => onChoose({ ...press, event });
  const go = (to: number) => {
    at = Math.max(0, Math.min(to, shown.length - 1));
    draw();
  };
  const draw = () =>
    render(
      <LanguageContext.Provider value={language}>
        <PaletteView
          entries={shown}
          at={at}
          onType={(typed) => {
            shown = findEntries(entries, typed);
            go(0);
          }}
          onChoose={choose}
          onClose={onClose}
        />
      </LanguageContext.Provider>,
      place,
    );
  draw();
  const field = place.querySelector('input');
  return {
    key(event) {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return false;
      const active = shown[at];
      switch (event.key) {
        case 'ArrowDown':
          go(shown.length === 0 ? 0 : (at + 1) % shown.length);
          return true;
        case 'ArrowUp':
          go(at === 0 ? shown.length - 1 : at - 1);
          return true;
        case 'PageDown':
        case 'PageUp':
          go(at + (event.key === 'PageDown' ? pageOf : -pageOf));
          return true;
        case 'Escape':
          onClose();
          return true;
        case 'Enter':
          // On the button it is the button's.
          if (!field?.matches(':focus')) return false;
          if (active !== undefined && !event.repeat) choose(active, event);
          return true;
        default:
          return false;
      }
    },
    focus: () => field?.focus({ preventScroll: true }),
    close() {
      render(null, place);
      takeStyle();
    },
  };
};
