import { ask, type Said } from './ask.ts';
import { isPublic } from './public-address.ts';
import { addressesOf, isPublicName, NoSuchHost, type Resolve } from './resolve.ts';

/** What a look at a page's address found. Only what a server, or its domain's name server, says plainly is `gone`. */
export type Seen =
  | { outcome: 'exists' }
  /** The server's status; 0 where the host's name does not exist. */
  | { outcome: 'gone'; status: number }
  | { outcome: 'unknown'; why: string };

export interface Looking {
  resolve: Resolve;
  /** Origins that may be looked at whatever their address and port: the operator's own. */
  origins: ReadonlySet<string>;
  agent: string;
  /** Milliseconds for a look with all its redirects. */
  limit: number;
}

const mostRedirects = 3;
const triedAddresses = 2;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const gone: ReadonlySet<number> = new Set([404, 410]);
const isPageType = (type: string) =>
  /^(text|image|audio|video)\/|^application\/(pdf|json|xhtml\+xml|xml)$/.test(type);
const isSignIn = (path: string) =>
  /(^|[/_-])(login|log-in|signin|sign-in|sso|auth|account)([/._-]|$)/i.test(path);

const unknown = (why: string): Seen => ({ outcome: 'unknown', why });

/**
 * Looks whether there is a page at an address, as somebody who is signed in nowhere. Every redirect is checked like the first
 * address, and followed three times at most.
 *
 * @throws what `signal` was aborted with; whatever else goes wrong is `unknown`
 */
export async function look(address: string, looking: Looking, signal: AbortSignal): Promise<Seen> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(looking.limit)]);
  try {
    return await follow(new URL(address), looking, within);
  } catch (error) {
    signal.throwIfAborted();
    return unknown(
      within.aborted ? 'it took too long' : error instanceof Error ? error.message : 'it failed',
    );
  }
}

async function follow(first: URL, given: Looking, within: AbortSignal): Promise<Seen> {
  // A stranger's page sends nobody on to the operator's own.
  const looking = given.origins.has(first.origin) ? given : { ...given, origins: new Set<string>() };
  let url = first;
  for (let hop = 0; ; hop++) {
    const isFirst = url.host === first.host;
    const fault = addressFault(url, looking.origins);
    if (fault !== undefined) return unknown(fault);
    let said: Said;
    try {
      said = await askSafely(url, looking, within);
    } catch (error) {
      if (error instanceof NoSuchHost && isFirst && isPublicName(url.hostname))
        return { outcome: 'gone', status: 0 };
      throw error;
    }
    if (!redirects.has(said.status) || said.location === undefined)
      return isFirst || isSameSite(first, url) ? judged(said, first, url) : unknown('it is elsewhere');
    if (hop === mostRedirects) return unknown('too many redirects');
    url = new URL(said.location, url);
  }
}

/** Resolves once, judges all that came back, and connects to one of just these. */
async function askSafely(url: URL, { resolve, origins, agent }: Looking, within: AbortSignal): Promise<Said> {
  const addresses = await Promise.race([addressesOf(url.hostname, resolve), aborted(within)]);
  // One that is not public among others is a name that is meant to be one thing now and another later.
  if (!origins.has(url.origin) && !addresses.every(isPublic)) throw new Error('it is no public address');
  let failure: unknown = new Error('the name has no address');
  for (const address of addresses.slice(0, triedAddresses)) {
    try {
      return await ask(url, address, agent, within);
    } catch (error) {
      within.throwIfAborted();
      failure = error;
    }
  }
  throw failure;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}

function addressFault(url: URL, origins: ReadonlySet<string>): string | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'its scheme is not looked at';
  if (url.username !== '' || url.password !== '') return 'it carries credentials';
  if (origins.has(url.origin)) return undefined;
  // The scheme's own port is never in a URL; 443 for http and 80 for https are odd, not harmful.
  return url.port === '' || url.port === '80' || url.port === '443' ? undefined : 'its port is not looked at';
}

const isSameSite = (a: URL, b: URL) => bareHost(a) === bareHost(b);
const bareHost = ({ host }: URL) => host.replace(/^www\./, '');

/** A page that sends to its site's front or to a sign-in says nothing of itself. */
function judged({ status, type }: Said, first: URL, last: URL): Seen {
  const moved = first.pathname !== last.pathname;
  if (moved && (last.pathname === '/' || isSignIn(last.pathname))) return unknown('it leads elsewhere');
  if (gone.has(status)) return { outcome: 'gone', status };
  if (status !== 200) return unknown(`status ${status}`);
  return isPageType(type) ? { outcome: 'exists' } : unknown(`type ${type === '' ? 'none' : type}`);
}
