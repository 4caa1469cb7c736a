import type { Picking } from './picking.ts';
import { step } from './step.ts';

interface Listening {
  picking: Picking;
  /** Ours: what happens in it is left alone. */
  host: HTMLElement;
  onCancel(): void;
}

const pressed = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'auxclick'];

/** Pointer and keys choose an element of the page; the page hears nothing of it, and follows no link. */
export function listen({ picking, host, onCancel }: Listening, signal: AbortSignal): void {
  const page = host.ownerDocument;
  const view = page.defaultView;
  if (view === null) return;
  const isOurs = (event: Event) => event.target === host;
  const elementOf = (event: Event) => (event.target instanceof Element ? event.target : null);
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const options = { capture: true, signal } as const;
  for (const kind of pressed)
    view.addEventListener(kind, (event) => void (isOurs(event) || swallow(event)), {
      ...options,
      passive: false,
    });
  view.addEventListener(
    'pointermove',
    (event) => {
      const element = elementOf(event);
      if (event.isTrusted && element !== null && !isOurs(event)) picking.point(element);
    },
    options,
  );
  view.addEventListener(
    'click',
    (event) => {
      if (isOurs(event)) return;
      swallow(event);
      const element = elementOf(event);
      if (event.isTrusted && element !== null) picking.choose(element);
    },
    options,
  );
  view.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted) return;
      if (event.key === 'Escape') {
        swallow(event);
        onCancel();
        return;
      }
      const { at, proposals } = picking.store.getState();
      if (proposals.length > 0 || isOurs(event)) return;
      const from = at ?? page.body;
      if (event.key === 'Enter' && at !== null) {
        swallow(event);
        picking.choose(at);
      } else if (event.key.startsWith('Arrow')) {
        swallow(event);
        const to = at === null ? page.body.firstElementChild : step(from, event.key);
        if (to === undefined || to === null) return;
        picking.point(to);
        to.scrollIntoView({ block: 'nearest' });
      }
    },
    options,
  );
}
