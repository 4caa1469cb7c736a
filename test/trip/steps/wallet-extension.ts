import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';

const manifest = (hosts: string[]) => ({
  manifest_version: 3,
  name: 'A wallet',
  version: '1.0',
  content_scripts: [
    { matches: hosts, js: ['provider.js'], run_at: 'document_start', world: 'MAIN' },
    { matches: hosts, js: ['bridge.js'], run_at: 'document_start' },
  ],
});

/** Announces itself as wallets do (EIP-6963) and asks the bridge, which alone may leave the page's policy. */
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

/** Says yes to everything, as the owner of one account of the local chain, whose node signs. */
const bridge = (rpcUrl: string, account: Hex) => `
addEventListener('message', async ({ data }) => {
  if (data?.from !== 'page') return;
  const { id, asking: { method, params } } = data;
  const answer = (rest) => postMessage({ from: 'bridge', id, ...rest }, '*');
  if (method === 'eth_requestAccounts') return answer({ result: ['${account}'] });
  if (method === 'wallet_switchEthereumChain') return answer({ result: null });
  const body = JSON.stringify({ jsonrpc: '2.0', id, method, params });
  const response = await fetch('${rpcUrl}', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  answer(await response.json());
});
`;

/** Writes an extension that is a wallet of one account of the local chain. @returns its folder */
export async function writeWallet(dir: string, rpcUrl: string, account: Hex): Promise<string> {
  const folder = join(dir, 'wallet');
  await mkdir(folder);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest(['http://127.0.0.1/*'])));
  await writeFile(join(folder, 'provider.js'), provider);
  await writeFile(join(folder, 'bridge.js'), bridge(rpcUrl, account));
  return folder;
}
