import type { Language } from '../../parts/language.ts';
import type { Press } from '../press.ts';
import type { OpenPalette, Palette, WhatKeysDo } from './palette.ts';

export interface LazyPaletteNeeds {
  /** Where it is drawn while the card stands. */
  place(): HTMLElement | null;
  language: Language;
  styleOf(css: string): CSSStyleSheet;
  load(): Promise<OpenPalette>;
  what(): WhatKeysDo;
  onChoose(press: Press): void;
}

export interface LazyPalette {
  /** Opens it, or brings the focus back into it. */
  open(): void;
  close(): void;
  hasFocus(): boolean;
  key(event: KeyboardEvent): boolean;
}

/** The palette before and after its script has come, which is loaded when it is first asked for. */
export function lazyPalette({
  place,
  language,
  styleOf,
  load,
  what,
  onChoose,
}: LazyPaletteNeeds): LazyPalette {
  let palette: Palette | undefined;
  let wanted = false;
  let before: Element | null = null;

  const active = () => {
    const root = place()?.getRootNode();
    const focused = root !== undefined && 'activeElement' in root ? root.activeElement : null;
    return focused instanceof Element ? focused : null;
  };
  const hasFocus = () => palette !== undefined && place()?.contains(active()) === true;
  const close = () => {
    wanted = false;
    if (palette === undefined) return;
    const hadFocus = hasFocus();
    palette.close();
    palette = undefined;
    if (hadFocus && before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const open = async () => {
    if (palette !== undefined) return palette.focus();
    if (wanted) return;
    wanted = true;
    before = active() ?? document.activeElement;
    const openPalette = await load();
    const at = place();
    // It may have been left, or labeling mode was, while the script was on its way.
    if (!wanted || at === null) return;
    palette = openPalette({
      place: at,
      language,
      styleOf,
      what: what(),
      onChoose(press) {
        close();
        onChoose(press);
      },
      onClose: close,
    });
    palette.focus();
  };
  return {
    open: () =>
      void open().catch(() => {
        wanted = false;
      }),
    close,
    hasFocus,
    key: (event) => palette?.key(event) ?? false,
  };
}
