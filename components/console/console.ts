import type { KitName } from '../../lib/authoring/kits/kits.ts';
import type { ExportFormat } from '../../lib/protocol/api/export.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Money } from '../../lib/view/money.ts';
import { failureOf } from '../parts/failure.ts';
import { choosing } from '../parts/wallet-choice.tsx';
import { makeEditing } from './editing.ts';
import { makeSets } from './sets.ts';
import { type ConsoleNeeds, createConsoleStore, type Place, perform } from './store.ts';

/** How often a balance is looked at that is on its way, and how many times. */
const lookMs = 3000;
const mostLooks = 40;

export type Console = ReturnType<typeof createConsole>;

/** All that the console knows and can do. What is true stands in the background and is read whole. */
export function createConsole(needs: ConsoleNeeds, place: Place = { at: 'list' }) {
  const { call } = needs;
  const store = createConsoleStore(place);
  const editing = makeEditing({
    call,
    get: () => store.getState().editing,
    set: (open) => store.setState({ editing: open }),
  });

  async function read(): Promise<void> {
    try {
      store.setState({ view: await call('console', {}), failure: null });
      await editing.look();
    } catch (thrown) {
      store.setState({ failure: failureOf(thrown) });
    }
  }

  async function go(to: Place): Promise<void> {
    needs.remember(to);
    store.setState({ place: to, editing: null, acts: {}, purse: null, progress: null, lost: null });
    if (to.at !== 'plan') return;
    try {
      await editing.open(to.id);
    } catch (thrown) {
      store.setState({ failure: failureOf(thrown), place: { at: 'list' } });
    }
  }

  async function readPurse(): Promise<void> {
    store.setState({ purse: await call('purse', {}) });
  }

  /** What a wallet has sent takes a block or two: the chain is asked until it is there, for a while. */
  async function arrived(deposit: Money | null): Promise<void> {
    for (let looks = 0; looks < mostLooks; looks += 1) {
      await readPurse();
      const { purse } = store.getState();
      if (purse?.hasGas && BigInt(purse.tokens.units) >= BigInt(deposit?.units ?? 0)) return;
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  }

  const seen = () => {
    const open = store.getState().editing;
    return open === null ? null : { id: open.id, revision: open.view.revision };
  };

  return {
    store,
    clock: needs.clock,
    refresh: read,
    go,
    change: editing.change,
    saveAgain: editing.again,
    ...makeSets({ needs, store, read, go, seen, follows: editing.follows }),

    useRelay: (url: string) =>
      perform(store, 'relay', async () => {
        await call('useRelay', { url });
        await read();
      }),
    /** @param from an address to begin with, or a kit */
    write: (from: { example?: string; kit?: KitName; isPrivate?: boolean } = {}) =>
      perform(store, 'new', async () => {
        const view = await call('newPlan', {
          language: needs.language,
          ...from,
        });
        needs.remember({ at: 'plan', id: view.id });
        store.setState({ place: { at: 'plan', id: view.id } });
        editing.opened(view);
      }),
    drop: () =>
      perform(store, 'drop', async () => {
        const plan = seen();
        if (plan === null) return;
        await call('dropPlan', plan);
        await go({ at: 'list' });
      }),
    readPurse: () => readPurse().catch((thrown) => store.setState({ failure: failureOf(thrown) })),
    /** To be called in the click's own turn: the browser asks for the relay's site first, where the wallet is met. */
    fromWallet(): Promise<boolean> {
      const open = store.getState().editing;
      const asked = needs.requestSite(store.getState().view?.relay?.url ?? '');
      const choose = choosing((walletChoice) => store.setState({ walletChoice }));
      return perform(store, 'wallet', async () => {
        if (open === null) return;
        const wanted = await call('walletCalls', { id: open.id });
        await needs.sendFromWallet(wanted, asked, choose).finally(choose.end);
        await arrived(open.view.deposit);
      });
    },
    /** Locks the money: pins the terms first, then shows the campaign while the steps are taken. */
    fund: () =>
      perform(store, 'fund', async () => {
        const plan = seen();
        if (plan === null) return;
        const { campaign } = await call('placeOrder', plan);
        await go({ at: 'campaign', campaign });
        await call('advanceOrder', { campaign });
        await read();
      }),
    advance: (campaign: Hex) =>
      perform(store, 'advance', async () => {
        await call('advanceOrder', { campaign });
        await read();
      }),
    readProgress: (campaign: Hex) =>
      perform(store, 'progress', async () => {
        const progress = await call('progress', { campaign });
        const { place: here } = store.getState();
        if (here.at === 'campaign' && here.campaign === campaign) store.setState({ progress });
      }),
    /** To be called in the click's own turn: the browser asks for the site first. */
    showTask(campaign: Hex, { task, address }: { task: Hex; address: string }): Promise<boolean> {
      const showing = needs.showTask(address, call('labeledTask', { campaign, task }));
      return perform(store, 'showTask', () => showing);
    },
    follow: (campaign: Hex, look: () => void, signal: AbortSignal) =>
      void needs.followEvents(() => call('eventsAccess', { campaign }), look, signal),
    save: (campaign: Hex, format: ExportFormat) =>
      perform(store, 'export', async () =>
        needs.saveExport(await call('exportAccess', { campaign, format })),
      ),
    takeBack: (campaign: Hex) =>
      perform(store, 'takeBack', async () => {
        const { id } = await call('takeBack', { campaign });
        await go({ at: 'plan', id });
      }),
    isAddress: needs.isAddress,
    readList: needs.readList,
    readConfig: needs.readConfig,
    saveConfig: needs.saveConfig,
    payOut: (to: Hex, amount: string) =>
      perform(store, 'payOut', async () => {
        await call('payOut', { to, amount });
        await readPurse();
      }),
    takeRest: (campaign: Hex) =>
      perform(store, 'takeRest', async () => {
        await call('takeRest', { campaign });
        await read();
      }),
    enlarge: (campaign: Hex, added: { amount: string; price: string; days: string }) =>
      perform(store, 'enlarge', async () => {
        await call('enlarge', { campaign, ...added });
        await call('advanceOrder', { campaign });
        await read();
      }),
    /** How many elements the typed selector finds on an example. In the click's own turn, too. */
    tryOn(address: string): Promise<boolean> {
      const selector = store.getState().editing?.form.selector.trim() ?? '';
      const counting = needs.count(address, selector);
      return perform(store, 'pick', async () => {
        editing.change({ seen: { selector, address, matches: await counting } });
      });
    },
    /** To be called in the click's own turn: the browser asks for the site first. */
    pick(address: string): Promise<boolean> {
      const picking = needs.pick(address);
      return perform(store, 'pick', async () => {
        const picked = await picking;
        if (picked === null) return;
        const { selector, key, matches } = picked;
        editing.change({
          unit: 'element',
          selector,
          key,
          seen: { selector, address: picked.address, matches },
        });
      });
    },
  };
}
