/**
 * Functions that run in the page's own world, where wallets are: each closes over nothing. They transport, and decide
 * nothing; what they return is data from a page.
 */

interface Provider {
  request(asked: { method: string; params: unknown[] }): Promise<unknown>;
}

/** Wallets that announce themselves (EIP-6963), by their ids and names, and `window.ethereum` where none does. */
export async function walletsHere(): Promise<{ id: string; name: string }[]> {
  const found = new Map<string, string>();
  const note = (event: Event) => {
    const { detail } = event as CustomEvent<{ info?: { uuid?: unknown; name?: unknown } } | null>;
    if (typeof detail?.info?.uuid === 'string') found.set(detail.info.uuid, String(detail.info.name));
  };
  addEventListener('eip6963:announceProvider', note);
  dispatchEvent(new Event('eip6963:requestProvider'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  removeEventListener('eip6963:announceProvider', note);
  if (found.size === 0 && 'ethereum' in globalThis) found.set('window.ethereum', 'window.ethereum');
  return [...found].map(([id, name]) => ({ id, name }));
}

/** One request to one wallet (EIP-1193). */
export async function askWallet(
  wallet: string,
  method: string,
  params: unknown[],
): Promise<{ ok: true; value: unknown } | { ok: false; code: number; message: string }> {
  const provider = await new Promise<Provider | undefined>((resolve) => {
    if (wallet === 'window.ethereum') return resolve((globalThis as { ethereum?: Provider }).ethereum);
    const note = (event: Event) => {
      const { detail } = event as CustomEvent<{ info?: { uuid?: unknown }; provider?: Provider } | null>;
      if (detail?.info?.uuid === wallet) done(detail.provider);
    };
    const done = (found?: Provider) => {
      removeEventListener('eip6963:announceProvider', note);
      resolve(found);
    };
    addEventListener('eip6963:announceProvider', note);
    dispatchEvent(new Event('eip6963:requestProvider'));
    setTimeout(done, 1000);
  });
  try {
    if (provider === undefined) throw new Error('The wallet has gone');
    return { ok: true, value: (await provider.request({ method, params })) ?? null };
  } catch (error) {
    // Some wallets wrap what they were told by another part of themselves.
    const said = Object(error) as {
      code?: unknown;
      message?: unknown;
      data?: { originalError?: { code?: unknown } };
    };
    const { message } = said;
    const code = said.data?.originalError?.code ?? said.code;
    return { ok: false, code: typeof code === 'number' ? code : 0, message: String(message ?? error) };
  }
}
