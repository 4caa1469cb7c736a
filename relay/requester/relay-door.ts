import { type Answer, answerOf } from '../../lib/protocol/api/answer.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { problem } from '../../lib/protocol/api/problem.ts';
import { mayBeRelay } from '../../lib/protocol/api/relay.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import { Refusal, UsageError } from './refusal.ts';

/** A relay's “no”, with its stable code. */
export class RelayRefusal extends Refusal {
  readonly code: string;
  readonly retry: boolean;
  constructor(code: string, retry: boolean, sentence: string) {
    super(sentence);
    this.code = code;
    this.retry = retry;
  }
}

/** The relay did not answer, or broke off: the same request can succeed later. */
export class Unreachable extends Refusal {}

export interface RelayDoor {
  url: string;
  /** @throws Unreachable, RelayRefusal, Refusal when the answer is no relay's */
  ask<N extends keyof typeof routes>(name: N, asking?: Asking): Promise<Answer<N>>;
  /** @throws Unreachable, RelayRefusal */
  open(path: string, token: string): Promise<Response>;
}

interface Asking {
  body?: unknown;
  token?: string;
  /** For `:name` parts of the path. */
  path?: Record<string, string>;
}

const patience = 30_000;

/** @throws UsageError when the address is no relay's */
export function relayDoor(given: string): RelayDoor {
  if (given === '') throw new UsageError('Say which relay: --relay https://…, or in GLOSA_RELAY.');
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !mayBeRelay(url))
    throw new UsageError(`${given} is no address of a relay: https://…, or http:// on this machine.`);
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url.origin + path, { redirect: 'error', ...init }).catch(
      (cause: unknown) => {
        throw new Unreachable(`The relay at ${url.origin} does not answer.`, { cause });
      },
    );
    if (response.ok) return response;
    const said = parseJson(problem, await response.text().catch(() => ''));
    if (!said.ok) throw new Unreachable(`The relay at ${url.origin} answers HTTP ${response.status}.`);
    const { code, retry, title, detail } = said.value;
    throw new RelayRefusal(code, retry, `The relay says no: ${detail ?? title} (${code}).`);
  };
  return {
    url: url.origin,
    async ask(name, { body, token, path = {} } = {}) {
      const route = routes[name];
      const filled = route.path.replace(/:(\w+)/g, (_, part: string) => path[part] ?? '');
      const response = await send(filled, {
        method: route.method,
        signal: AbortSignal.timeout(patience),
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text().catch((cause: unknown) => {
        throw new Unreachable(`The relay at ${url.origin} broke off its answer. Try again.`, { cause });
      });
      const read = parseJson(answerOf(name), text);
      if (!read.ok)
        throw new Refusal(
          `What ${url.origin} answers to ${filled} is no relay's: ${read.detail}. Is that its address?`,
        );
      return read.value;
    },
    open: (path, token) => send(path, { headers: { authorization: `Bearer ${token}` } }),
  };
}
