/**
 * Everything by which a script of a page could try to act for a person. They run in the page while the card is there, and close over
 * nothing; `host` is the card's host, which any page can find.
 */
export const forgeries: Readonly<Record<string, () => unknown>> = {
  'clicks on the host, on what is under it and everywhere': () => {
    const host = document.documentElement.lastElementChild as HTMLElement;
    const at = { clientX: innerWidth - 190, clientY: innerHeight - 220 };
    const under = document.elementFromPoint(at.clientX, at.clientY) ?? host;
    host.click();
    const kinds = ['pointerover', 'pointermove', 'pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
    for (const target of [host, under, document.body, document, window])
      for (const kind of kinds) {
        const given = {
          ...at,
          bubbles: true,
          cancelable: true,
          composed: true,
          detail: 1,
          button: 0,
          view: window,
        };
        const event = kind.startsWith('pointer')
          ? new PointerEvent(kind, { ...given, pointerId: 1, isPrimary: true })
          : new MouseEvent(kind, given);
        target.dispatchEvent(event);
      }
    if (!('Touch' in window)) return;
    const touch = new Touch({ identifier: 1, target: host, ...at });
    for (const kind of ['touchstart', 'touchend'])
      host.dispatchEvent(new TouchEvent(kind, { bubbles: true, composed: true, changedTouches: [touch] }));
  },
  'keys on the host and everywhere, said to be a person’s': () => {
    const host = document.documentElement.lastElementChild as HTMLElement;
    host.tabIndex = 0;
    host.focus();
    for (const target of [host, document.activeElement ?? host, document.body, document, window])
      for (const key of ['1', '2', 'Enter', ' ', 'Backspace'])
        for (const kind of ['keydown', 'keypress', 'keyup']) {
          const event = new KeyboardEvent(kind, { key, bubbles: true, cancelable: true, composed: true });
          try {
            Object.defineProperty(event, 'isTrusted', { get: () => true });
          } catch {
            // It can not be defined anew: the next one inherits it.
          }
          target.dispatchEvent(event);
          target.dispatchEvent(
            Object.setPrototypeOf(new KeyboardEvent(kind, { key, bubbles: true }), { isTrusted: true }),
          );
        }
  },
  'a trusted event of another place sent on': () => {
    const host = document.documentElement.lastElementChild as HTMLElement;
    const sendOn = (event: Event) => {
      event.stopImmediatePropagation();
      setTimeout(() => {
        try {
          host.dispatchEvent(event);
        } catch {
          // An event that is being dispatched can not be sent on.
        }
      });
    };
    addEventListener('load', sendOn, { once: true });
    for (const kind of ['toggle', 'focus', 'error', 'message'])
      addEventListener(kind, sendOn, { capture: true, once: true });
    postMessage('', '*');
  },
  'clicks and keys on the inner node that a search gives': () => {
    const find: unknown = Reflect.get(window, 'find');
    if (typeof find === 'function') find.call(window, 'Bullish', false, false, true);
    const inner = getSelection()?.anchorNode?.parentElement;
    getSelection()?.removeAllRanges();
    if (!inner || inner.getRootNode() === document) return;
    const given = { bubbles: true, cancelable: true, composed: true };
    const under = inner.closest('button') ?? inner;
    under.focus();
    for (const kind of ['pointerover', 'pointermove', 'pointerdown', 'pointerup'])
      under.dispatchEvent(new PointerEvent(kind, { ...given, pointerId: 1, isPrimary: true }));
    for (const detail of [0, 1]) under.dispatchEvent(new MouseEvent('click', { ...given, detail }));
    for (const key of ['1', 'Enter', ' '])
      for (const kind of ['keydown', 'keyup'])
        under.dispatchEvent(new KeyboardEvent(kind, { ...given, key }));
    under.click();
  },
  'messages in the words of our own calls': async () => {
    const target = { unit: 'page', unitKey: 'page', address: location.href };
    const known: object = JSON.parse(
      document.querySelector<HTMLMetaElement>('meta[name=known]')?.content ?? '',
    );
    const draft = {
      ...known,
      target,
      body: { sentiment: { kind: 'choice', chosen: ['bullish'] } },
      assist: 'human',
      activeMs: 1,
    };
    const said: unknown[] = [
      'glosa:labeling-mode',
      'glosa:changed',
      { call: 'save', with: draft },
      { call: 'exportAll', with: {} },
      { call: 'undo', with: { id: `0x${'0'.repeat(32)}` } },
      { type: 'glosa@glosa.invalid:overlay:wxt:content-script-started', contentScriptName: 'overlay' },
    ];
    for (const message of said) {
      postMessage(message, '*');
      const channel = new MessageChannel();
      postMessage(message, '*', [channel.port1]);
      channel.port2.postMessage(message);
      new BroadcastChannel('glosa').postMessage(message);
      for (const target of [window, document, document.documentElement.lastElementChild ?? document])
        for (const kind of ['message', 'glosa', 'glosa:labeling-mode', 'save'])
          target.dispatchEvent(new CustomEvent(kind, { detail: message, bubbles: true, composed: true }));
      dispatchEvent(
        new MessageEvent('message', { data: message, origin: 'chrome-extension://glosa', source: window }),
      );
    }
  },
  'calls to the extension by its own name': async () => {
    type Runtime = {
      sendMessage?: (...given: unknown[]) => Promise<unknown>;
      connect?: (...given: unknown[]) => unknown;
    };
    const everything = globalThis as unknown as {
      chrome?: { runtime?: Runtime };
      browser?: { runtime?: Runtime };
      extensionId?: string;
    };
    for (const runtime of [everything.chrome?.runtime, everything.browser?.runtime])
      for (const id of ['glosa@glosa.invalid', 'a'.repeat(32)]) {
        await runtime?.sendMessage?.(id, { call: 'exportAll', with: {} }).catch(() => {});
        try {
          runtime?.connect?.(id);
        } catch {
          // Nobody there takes connections.
        }
      }
    return [typeof everything.chrome?.runtime, typeof everything.browser];
  },
};
