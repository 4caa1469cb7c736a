import type * as v from 'valibot';
import { type Answer, answerOf } from '../protocol/api/answer.ts';
import { type CatalogueEnvelope, catalogueEnvelope } from '../protocol/api/campaigns.ts';
import { parseJson } from '../protocol/api/json.ts';
import { problem } from '../protocol/api/problem.ts';
import { filePath, routes } from '../protocol/api/routes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { canonicalText } from '../protocol/signed/canonical.ts';
import { Expected } from '../storage/expected.ts';
import { laterVersion } from './later-version.ts';
import { readLimited } from './read-limited.ts';

type Name = keyof typeof routes;

export interface Asking {
  body?: unknown;
  /** Session token. */
  token?: string;
  /** For `:name` parts of the path. */
  path?: Record<string, string>;
  query?: Record<string, string>;
  etag?: string | null;
}

export interface Got {
  value: CatalogueEnvelope;
  etag: string | null;
}

/** One relay, seen through the protocol's schemas. Throws `Expected` only: the relay's own code, or one of ours. */
export interface RelayClient {
  ask<N extends Name>(name: N, asking?: Asking): Promise<Answer<N>>;
  /** The catalogue; undefined when the relay says that nothing changed since this ETag (RFC 9110, section 13.1.2). */
  catalogue(etag: string | null, query?: Record<string, string>): Promise<Got | undefined>;
  /** The text of a public file or of an epoch's statement, for whoever checks its hash. */
  text(path: string): Promise<string>;
  file(hash: Hex): Promise<string>;
  /** The relay's clock in its last answer (`Date`, RFC 9110, section 6.6.1), in seconds; undefined when it did not say. */
  clock(): number | undefined;
}

const answerMs = 20_000;
const maxAnswer = 64_000_000;

/**
 * @param fetcher `fetch` of the platform
 * @param timeoutMs from the request to the last byte of the answer
 */
export function makeRelayClient(
  url: string,
  fetcher: typeof fetch = fetch,
  timeoutMs: number = answerMs,
): RelayClient {
  let clock: number | undefined;
  const request = async (method: string, path: string, asking: Asking): Promise<Response> => {
    const headers: Record<string, string> = {};
    if (asking.body !== undefined) headers['content-type'] = 'application/json';
    if (asking.token !== undefined) headers.authorization = `Bearer ${asking.token}`;
    if (asking.etag) headers['if-none-match'] = asking.etag;
    try {
      const response = await fetcher(url + path, {
        method,
        headers,
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: AbortSignal.timeout(timeoutMs),
        ...(asking.body === undefined ? {} : { body: canonicalText(asking.body) }),
      });
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) clock = date / 1000;
      return response;
    } catch {
      throw new Expected('relay-unreachable', true, url);
    }
  };

  const textOf = async (response: Response): Promise<string> => {
    const text = await readLimited(response, maxAnswer);
    if (response.ok) return text;
    const said = parseJson(problem, text);
    if (!said.ok) throw new Expected('relay-answer', true, `HTTP ${response.status}`);
    throw new Expected(said.value.code, said.value.retry, said.value.detail ?? said.value.title);
  };

  const parsed = <T>(name: Name, schema: v.GenericSchema<unknown, T>, text: string): T => {
    const read = parseJson(schema, text);
    if (read.ok) return read.value;
    const { path } = routes[name];
    throw laterVersion(text, path) ?? new Expected('relay-answer', true, `${path}: ${read.detail}`);
  };

  const send = (name: Name, asking: Asking) => {
    const { method, path } = routes[name];
    const filled = path.replace(/:([a-z]+)/g, (_, part: string) => asking.path?.[part] ?? '');
    const query = asking.query === undefined ? '' : `?${new URLSearchParams(asking.query)}`;
    return request(method, filled + query, asking);
  };

  return {
    ask: async (name, asking = {}) => parsed(name, answerOf(name), await textOf(await send(name, asking))),
    catalogue: async (etag, query) => {
      const response = await send('campaigns', { etag, ...(query === undefined ? {} : { query }) });
      if (response.status === 304) return undefined;
      const value = parsed('campaigns', catalogueEnvelope, await textOf(response));
      return { value, etag: response.headers.get('etag') };
    },
    text: async (path) => textOf(await request('GET', path, {})),
    file: async (hash) => textOf(await request('GET', filePath(hash), {})),
    clock: () => clock,
  };
}
