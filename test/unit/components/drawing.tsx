import { type ComponentChildren, render } from 'preact';
import { act } from 'preact/test-utils';
import { onTestFinished } from 'vitest';
import { type Clock, ClockContext } from '../../../components/parts/clock.ts';
import { type Language, LanguageContext } from '../../../components/parts/language.ts';
import { english } from './words.ts';

/** Draws on a fresh element of the document, which goes when the test is over. */
export async function draw(
  children: ComponentChildren,
  { language = english, clock = Date.now }: { language?: Language; clock?: Clock } = {},
): Promise<HTMLElement> {
  const root = document.createElement('div');
  document.body.append(root);
  onTestFinished(() => {
    render(null, root);
    root.remove();
  });
  await act(() =>
    render(
      <LanguageContext.Provider value={language}>
        <ClockContext.Provider value={clock}>{children}</ClockContext.Provider>
      </LanguageContext.Provider>,
      root,
    ),
  );
  return root;
}

/** An event as a person's act makes it. */
function trusted<E extends Event>(event: E): E {
  Object.defineProperty(event, 'isTrusted', { value: true });
  return event;
}

/** Lets promises that hang on each other come to their end, and draws. */
export const settle = (start: () => void = () => {}) =>
  act(async () => {
    start();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  });

export const click = (element: Element) =>
  settle(() => void element.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true, detail: 1 }))));

const key =
  (kind: string) =>
  (target: EventTarget, key: string, more: KeyboardEventInit = {}) =>
    settle(
      () =>
        void target.dispatchEvent(
          trusted(new KeyboardEvent(kind, { key, bubbles: true, composed: true, cancelable: true, ...more })),
        ),
    );

export const press = key('keydown');
export const release = key('keyup');

/** The element with this role whose text or label holds the name. */
export function byName(root: ParentNode, selector: string, name: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>(selector)].find((element) =>
    `${element.getAttribute('aria-label') ?? ''} ${element.textContent}`.includes(name),
  );
  if (found === undefined) throw new Error(`no ${selector} named ${name}`);
  return found;
}
