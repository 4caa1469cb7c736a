type Heard = WindowEventMap & DocumentEventMap;

/**
 * Hears a kind of event wherever it happens, in our closed root too, on its way in: the event as the browser sent it. With
 * `act` the listener may stop it; without, it only watches.
 */
export type Hear = <Kind extends keyof Heard>(
  kind: Kind,
  listener: (event: Heard[Kind]) => void,
  options: { signal: AbortSignal; act?: true },
) => void;

export const hearAtWindow: Hear = (kind, listener, { signal, act }) =>
  addEventListener(kind, listener as EventListener, { capture: true, passive: act !== true, signal });
