import type { Runtime } from 'webextension-polyfill';
import { browser } from '../browser.ts';
import type { Answered, Failure } from '../messages.ts';
import { parseValue } from '../protocol/api/json.ts';
import { Expected } from '../storage/expected.ts';
import type { Call } from './call.ts';
import type { Calls } from './calls.ts';

/**
 * Who sent a message. `page`: the document whose content script it came from, by its origin, tab and frame (0: the tab's own
 * document), and the address of the tab's document where it is a frame.
 */
export type Sender =
  | { kind: 'own' }
  | { kind: 'page'; origin: string; tab: number; frame: number; around: string | null };

type Granted = (origins: readonly string[]) => Promise<readonly string[]>;

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
 * so where `origin` exists it decides. Other extensions are nobody, and so are frames in a tab whose address we do not know.
 */
function whoIs(sender: Runtime.MessageSender & { origin?: string }): Sender | undefined {
  if (sender.id !== browser.runtime.id) return undefined;
  const origin = originOf(sender);
  if (origin === ownOrigin) return { kind: 'own' };
  const { tab, frameId } = sender;
  if (tab?.id === undefined || frameId === undefined || origin === undefined) return undefined;
  if (frameId !== 0 && tab.url === undefined) return undefined;
  const around = frameId === 0 ? null : (tab.url ?? null);
  return { kind: 'page', origin, tab: tab.id, frame: frameId, around };
}

/**
 * A frame is heard only in a tab whose own site was granted too: nobody else's page shows people our card where they do not
 * expect it.
 */
async function isWelcome(who: Sender, granted: Granted): Promise<boolean> {
  if (who.kind === 'own' || who.around === null) return true;
  if (!/^https?:/.test(who.around) || !URL.canParse(who.around)) return false;
  const { protocol, hostname } = new URL(who.around);
  return (await granted([`${protocol}//${hostname}/*`])).length > 0;
}

function failureOf(error: unknown): Failure {
  if (error instanceof Expected) return { code: error.code, detail: error.detail, retry: error.retry };
  console.error(error);
  return { code: 'internal', detail: error instanceof Error ? error.message : null, retry: true };
}

async function answered(
  call: Call,
  argument: unknown,
  who: Sender,
  granted: Granted,
): Promise<Answered<unknown>> {
  try {
    if (!(await isWelcome(who, granted))) return refusal('not-allowed');
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
 * @param granted which of some match patterns the browser grants
 */
export function answerAt(calls: Calls, granted: Granted) {
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
    return answered(call, parsed.value, who, granted);
  };
}
