import { isNumbered, type Message } from '../../lib/messages.ts';

type Heard<Listener> = { addListener(listener: Listener): void };

/** What is used of a port of the browser. */
export interface Port {
  postMessage(message: unknown): void;
  onMessage: Heard<(message: unknown) => void>;
  onDisconnect: Heard<() => void>;
}

export interface Line {
  /** Opens it, if it is not open. It is closed whenever the background ends. */
  open(): void;
  /** Rejects when the background is not there yet, or goes before the answer: whether it has heard the call is not known then. */
  ask(message: Message): Promise<unknown>;
}

/** A port to the background, which is opened anew after that has died. */
export function makeLine(connect: () => Port): Line {
  let talk: ((message: Message) => Promise<unknown>) | undefined;
  const open = () => {
    talk ??= talkOver(connect(), () => {
      talk = undefined;
    });
    return talk;
  };
  return { open, ask: async (message) => open()(message) };
}

function talkOver(port: Port, onEnd: () => void): (message: Message) => Promise<unknown> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  let isThere = false;
  port.onMessage.addListener((answer) => {
    if (!isNumbered(answer)) return;
    isThere = true;
    waiting.get(answer.number)?.resolve(answer.content);
    waiting.delete(answer.number);
  });
  port.onDisconnect.addListener(() => {
    onEnd();
    for (const { reject } of waiting.values()) reject(new Error('the line was closed'));
  });
  return async (content) => {
    // A message alone is as fast as a port to a background that has still to start, and surer.
    if (!isThere) throw new Error('nobody is there yet');
    const answer = Promise.withResolvers<unknown>();
    last += 1;
    waiting.set(last, answer);
    port.postMessage({ number: last, content });
    return answer.promise;
  };
}
