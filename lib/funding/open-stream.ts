import type { StreamAccess } from '../view/console.ts';

/** Asks a relay for a stream: with the session's token, and with nothing that a browser would add by itself. */
export const openStream = ({ url, token }: StreamAccess, signal?: AbortSignal): Promise<Response> =>
  fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    ...(signal === undefined ? {} : { signal }),
  });
