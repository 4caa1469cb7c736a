import http from 'node:http';
import https from 'node:https';

/** What a server says of a page, before any of the page itself. */
export interface Said {
  status: number;
  /** The media type, without parameters; empty when there is none. */
  type: string;
  location: string | undefined;
}

/** Of all header lines together, in bytes. */
const mostHeaders = 16_384;

/**
 * Asks one address for a page: the connection goes there and nowhere else, whatever the name means by now, and TLS proves
 * the name. Only the answer's head is read, nothing of its body, so nothing has to be bounded or unpacked. No cookies, no referrer,
 * no connection that is used again.
 *
 * @param url http or https
 * @param agent who asks, for the site's operator
 * @throws Error when there is no answer
 */
export async function ask(url: URL, address: string, agent: string, signal: AbortSignal): Promise<Said> {
  const isSecure = url.protocol === 'https:';
  const { promise, resolve, reject } = Promise.withResolvers<Said>();
  const request = (isSecure ? https : http).request({
    host: address,
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    // Of an address as host there is no name to ask for (RFC 6066).
    servername: /^[\d.]+$|^\[/.test(url.hostname) ? '' : url.hostname,
    path: url.pathname + url.search,
    headers: { host: url.host, 'user-agent': agent, accept: 'text/html, */*;q=0.5' },
    agent: false,
    maxHeaderSize: mostHeaders,
    signal,
  });
  request.on('error', reject);
  request.on('upgrade', () => reject(new Error('the server wants another protocol')));
  request.on('response', (response) => {
    response.on('error', () => {});
    response.destroy();
    const { 'content-type': type = '', location } = response.headers;
    resolve({
      status: response.statusCode ?? 0,
      type: type.split(';', 1)[0]!.trim().toLowerCase(),
      location,
    });
  });
  request.end();
  try {
    return await promise;
  } finally {
    request.destroy();
  }
}
