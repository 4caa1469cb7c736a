import type { Runtime } from 'webextension-polyfill';
import { browser } from '../browser.ts';
import type { Answered, Failure } from '../messages.ts';
import { parseValue } from '../protocol/api/json.ts';
import { Expected } from '../storage/expected.ts';
import type { Call, Calls } from './calls.ts';

/** Who sent a message. `page`: the document whose content script it came from, by its origin and tab. */
export type Sender = { kind: 'own' } | { kind: 'page'; origin: string; tab: number };

const ownRoot = browser.runtime.getURL('/');
/** Cut out of the text: the URL standard has no origin but `null` for schemes that it does not know, and pages have it too. */
const ownOrigin = ownRoot.slice(0, -1);

/** Undefined where there is none, or an opaque one. */
function originOf({ origin, url = '' }: Runtime.MessageSender & { origin?: string }): string | undefined {
  if (origin !== undefined) return origin === 'null' ? undefined : origin;
  if (url.startsWith(ownRoot)) return ownOrigin;
  return /^https?:/.test(url) && URL.canParse(url) ? new URL(url).origin : undefined;
}

/**
 * The sender by what the browser vouches for. A renderer that a page has taken over can forge `url`, but not `origin`,
 * so where `origin` exists it decides. Frames and other extensions are nobody.
 */
function whoIs(sender: Runtime.MessageSender & { origin?: string }): Sender | undefined {
  if (sender.id !== browser.runtime.id) return undefined;
  const origin = originOf(sender);
  if (origin === ownOrigin) return { kind: 'own' };
  if (sender.tab?.id === undefined || sender.frameId !== 0 || origin === undefined) return undefined;
  return { kind: 'page', origin, tab: sender.tab.id };
}

function failureOf(error: unknown): Failure {
  if (error instanceof Expected) return { code: error.code, detail: error.detail, retry: error.retry };
  console.error(error);
  return { code: 'internal', detail: error instanceof Error ? error.message : null, retry: true };
}

async function answered(call: Call, argument: unknown, who: Sender): Promise<Answered<unknown>> {
  try {
    return { ok: true, value: await call.run(argument, who) };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

const refusal = (code: string): Answered<never> => ({
  ok: false,
  failure: { code, detail: null, retry: false },
});

const isCall = (name: string, calls: Calls): name is keyof Calls & string => Object.hasOwn(calls, name);

/**
 * The one door of the background: parses every message, lets pages make the calls that are open to pages and our own
 * pages all of them. What is no call of ours is left to other listeners.
 */
export function answerAt(calls: Calls) {
  return (message: unknown, sender: Runtime.MessageSender): Promise<Answered<unknown>> | undefined => {
    if (typeof message !== 'object' || message === null || !('call' in message) || !('with' in message))
      return undefined;
    const { call: name, with: argument } = message;
    if (typeof name !== 'string' || !isCall(name, calls)) return undefined;
    const call: Call = calls[name];
    const who = whoIs(sender);
    if (who === undefined || (who.kind === 'page' && !call.pages))
      return Promise.resolve(refusal('not-allowed'));
    const parsed = parseValue(call.takes, argument);
    if (!parsed.ok) return Promise.resolve(refusal('malformed'));
    return answered(call, parsed.value, who);
  };
}
