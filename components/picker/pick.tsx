import { render } from 'preact';
import { createSurface } from '../overlay/surface.ts';
import { type Language, LanguageContext } from '../parts/language.ts';
import { listen } from './listen.ts';
import { drawMarks } from './marks.ts';
import { PickerBar } from './picker-bar.tsx';
import { createPicking } from './picking.ts';

/** What was picked, as it goes to the console. */
export interface PickedElement {
  selector: string;
  /** Empty where text names the elements. */
  key: string;
  matches: number;
  address: string;
}

/**
 * Lets somebody choose an element of this page and what counts as one like it, on a closed surface of ours. Resolves to
 * null when that is given up.
 */
export function pick(
  page: Document,
  style: CSSStyleSheet,
  language: Language,
): Promise<PickedElement | null> {
  const { promise, resolve } = Promise.withResolvers<PickedElement | null>();
  const end = new AbortController();
  const { signal } = end;
  const { host, root, layer } = createSurface(page, style, signal);
  const picking = createPicking();
  const finish = (picked: PickedElement | null) => {
    end.abort();
    resolve(picked);
  };
  root.lang = language.locale;
  root.dir = language.direction;
  root.classList.add('picker');
  const draw = () => {
    const { at } = picking.store.getState();
    const proposal = picking.proposal();
    if (proposal !== undefined) drawMarks(layer, proposal.matches, 'match');
    else drawMarks(layer, at === null ? [] : [at], 'at');
  };
  const stop = picking.store.subscribe(draw);
  page.defaultView?.addEventListener('resize', draw, { signal, passive: true });
  signal.addEventListener('abort', () => {
    stop();
    render(null, root);
  });
  listen({ picking, host, onCancel: () => finish(null) }, signal);
  render(
    <LanguageContext.Provider value={language}>
      <PickerBar
        picking={picking}
        onCancel={() => finish(null)}
        onUse={({ selector, key, matches }) =>
          finish({ selector, key: key ?? '', matches: matches.length, address: page.location.href })
        }
      />
    </LanguageContext.Provider>,
    root,
  );
  return promise;
}
