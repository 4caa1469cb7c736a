import { expect, test } from 'vitest';
import type { PanelNeeds } from '../../../components/panel/store.ts';
import { CallFailed } from '../../../lib/messages.ts';
import type { WalletView } from '../../../lib/view/wallet.ts';
import { byName, click, settle } from './drawing.tsx';
import { open } from './open-panel.tsx';
import { address, overview } from './samples.ts';
import { english, spanish } from './words.ts';

const { t } = english;
const account = '0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const url = 'https://relay.example';
const signed = {
  delegation: {
    ...{ account: address('a'), payTo: address('a'), key: address('b') },
    ...{ campaign: `0x${'0'.repeat(64)}` as const, blind: `0x${'0'.repeat(64)}` as const, notAfter: 1 },
  },
  signature: `0x${'11'.repeat(65)}` as const,
};

async function earnings(
  wallet: WalletView | null,
  signByWallet?: PanelNeeds['signByWallet'],
  language = english,
) {
  const opened = await open(overview({ wallet }), {
    calls: { walletQuestion: () => ({ delegation: signed.delegation, typedData: '{}' }) },
    language,
    ...(signByWallet && { signByWallet }),
  });
  await opened.go(language.t('section_earnings'));
  return opened;
}

test('a wallet is asked on the relay’s page, for its chain; what it signs goes to the background', async () => {
  const meetings: unknown[] = [];
  const { root, called } = await earnings(null, async (meeting, asked, _, question) => {
    meetings.push(meeting, await asked);
    await question(address('a'));
    return signed;
  });
  await click(byName(root, 'button', t('wallet_link')));
  expect(meetings).toEqual([{ page: `${url}/connect`, chainId: '0x7a69' }, true]);
  expect(called('walletQuestion')).toEqual([{ url, account: address('a') }]);
  expect(called('keepWallet')).toEqual([{ url, ...signed }]);
  expect(called('linkWallet')).toEqual([]);
});

test('what has signed is shown whole and counts only once the person says yes', async () => {
  const { root, called } = await earnings({ state: 'signed', account });
  expect(root.textContent).toContain(account);
  expect(called('linkWallet')).toEqual([]);
  await click(byName(root, 'button', t('wallet_yes')));
  expect(called('linkWallet')).toEqual([{ url }]);
  await click(byName(root, 'button', t('wallet_no')));
  expect(called('unlinkWallet')).toEqual([{ url }]);
});

test('of several wallets the person chooses one, or none', async () => {
  const chosen: (string | null)[] = [];
  const { root } = await earnings(null, async (_, __, choose) => {
    chosen.push(
      await choose([
        { id: '1', name: 'One' },
        { id: '2', name: 'Two' },
      ]),
    );
    throw new CallFailed({ code: 'wallet-lacks-chain', detail: '31337', retry: true });
  });
  await click(byName(root, 'button', t('wallet_link')));
  await click(byName(root, 'button', 'Two'));
  expect(root.textContent).toContain(t('failure_wallet_lacks_chain', 31337));
  expect([...root.querySelectorAll('button')].some(({ textContent }) => textContent === 'Two')).toBe(false);
  await click(byName(root, 'button', t('wallet_link')));
  await click(byName(root, 'button', t('cancel')));
  expect(chosen).toEqual(['2', null]);
});

test('a linked wallet can be unlinked, an expired or earlier one linked again', async () => {
  const { root, called } = await earnings({ state: 'linked', account, told: false, until: 2e12 });
  expect(root.textContent).toContain(t('wallet_untold'));
  await click(byName(root, 'button', t('wallet_unlink')));
  expect(called('unlinkWallet')).toEqual([{ url }]);
  for (const state of ['expired', 'before'] as const) {
    const again = await earnings({ state, account }, undefined, spanish);
    expect(again.root.textContent).toContain(account);
    byName(again.root, 'button', spanish.t('wallet_link'));
  }
});

test('a page that is closed while the person chooses takes the choice with it', async () => {
  const closed = Promise.withResolvers<never>();
  const { root } = await earnings(null, (_, __, choose) => {
    void choose([
      { id: 'a', name: 'Fox' },
      { id: 'b', name: 'Owl' },
    ]);
    return closed.promise;
  });
  await click(byName(root, 'button', t('wallet_link')));
  expect(root.textContent).toContain('Owl');
  await settle(() =>
    closed.reject(new CallFailed({ code: 'wallet-page-closed', detail: null, retry: true })),
  );
  expect(root.textContent).toContain(t('failure_wallet_page_closed'));
  expect(root.textContent).not.toContain('Owl');
});
