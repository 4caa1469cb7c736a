import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';

const manifest = (hosts: string[]) => ({
  manifest_version: 3,
  name: 'A wallet',
  version: '1.0',
  browser_specific_settings: { gecko: { id: 'wallet@glosa.test' } },
  // The first is Firefox's, the second Chromium's.
  background: { scripts: ['background.js'], service_worker: 'background.js' },
  content_scripts: [
    { matches: hosts, js: ['provider.js'], run_at: 'document_start', world: 'MAIN' },
    { matches: hosts, js: ['bridge.js'], run_at: 'document_start' },
  ],
});

/** Announces itself as wallets do (EIP-6963), and asks the bridge. */
const provider = `
let asked = 0;
const waiting = new Map();
addEventListener('message', ({ data }) => {
  if (data?.from !== 'bridge') return;
  const { resolve, reject } = waiting.get(data.id) ?? {};
  data.error ? reject?.(data.error) : resolve?.(data.result);
});
const provider = {
  request: (asking) => new Promise((resolve, reject) => {
    const id = (asked += 1);
    waiting.set(id, { resolve, reject });
    postMessage({ from: 'page', id, asking }, '*');
  }),
};
const announce = () => dispatchEvent(new CustomEvent('eip6963:announceProvider', {
  detail: Object.freeze({ info: { uuid: '6f7e1f4e-0000-4000-8000-000000000001', name: 'A wallet', icon: 'data:,', rdns: 'test.wallet' }, provider }),
}));
addEventListener('eip6963:requestProvider', announce);
announce();
`;

/** In Firefox a page's content policy holds for content scripts too: the background leaves the page in its place. */
const bridge = `
addEventListener('message', async ({ data }) => {
  if (data?.from !== 'page') return;
  const { id, asking } = data;
  postMessage({ ...(await chrome.runtime.sendMessage(asking)), from: 'bridge', id }, '*');
});
`;

/** What is asked goes to whoever holds the wallet. */
const background = (url: string) => `
chrome.runtime.onMessage.addListener((asking, sender, answer) => {
  fetch('${url}', { method: 'POST', body: JSON.stringify(asking) })
    .then((response) => response.json())
    .then(answer);
  return true;
});
`;

interface Asking {
  method: string;
  params: readonly unknown[];
}
type Answer = { result: unknown } | { error: { code: number; message: string } };

/** Who holds a wallet of one account of the local chain, whose node signs and sends. */
export interface WalletHolder {
  /** Of the extension that is the wallet. */
  folder: string;
  /** Everything that it was asked, by name. */
  asked: string[];
  /** What the holder does otherwise than saying yes; undefined says yes. May wait. */
  otherwise: (asking: Asking) => Answer | undefined | Promise<Answer | undefined>;
  stop(): Promise<void>;
}

export const refuses = { error: { code: 4001, message: 'User rejected the request.' } };

/** Writes an extension that is a wallet, and answers what it is asked. */
export async function writeWallet(dir: string, rpcUrl: string, account: Hex): Promise<WalletHolder> {
  const folder = join(dir, 'wallet');
  const holder: Pick<WalletHolder, 'asked' | 'otherwise'> = { asked: [], otherwise: () => undefined };
  const yes = async ({ method, params }: Asking): Promise<Answer> => {
    if (method === 'eth_requestAccounts') return { result: [account] };
    if (method === 'wallet_switchEthereumChain') return { result: null };
    // The node takes typed data as a value, where wallets take its text.
    const given =
      method === 'eth_signTypedData_v4' ? [params[0], JSON.parse(String(params[1]))] : [...params];
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: given });
    const headers = { 'content-type': 'application/json' };
    return (await (await fetch(rpcUrl, { method: 'POST', headers, body })).json()) as Answer;
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const asking: Asking = JSON.parse(Buffer.concat(parts).toString());
    holder.asked.push(asking.method);
    const answer = (await holder.otherwise(asking)) ?? (await yes(asking));
    response.setHeader('access-control-allow-origin', '*');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await mkdir(folder);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest(['http://127.0.0.1/*'])));
  await writeFile(join(folder, 'provider.js'), provider);
  await writeFile(join(folder, 'bridge.js'), bridge);
  await writeFile(join(folder, 'background.js'), background(`http://127.0.0.1:${port}`));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(holder, { folder, stop });
}
