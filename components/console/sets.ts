import type { PrivateFormat } from '../../lib/formats/private.ts';
import { CallFailed } from '../../lib/messages.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { PlanView } from '../../lib/view/console.ts';
import { type ConsoleNeeds, type ConsoleStore, type Place, perform } from './store.ts';

interface Around {
  needs: ConsoleNeeds;
  store: ConsoleStore;
  read(): Promise<void>;
  go(to: Place): Promise<void>;
  /** The plan that is open, as it was seen. */
  seen(): { id: Hex; revision: number } | null;
  /** Takes what follows from the open plan as the background says it now. */
  follows(view: PlanView): void;
}

/** What can be done with private question sets. */
export function makeSets({ needs, store, read, go, seen, follows }: Around) {
  const { call } = needs;
  const show = async (campaign: Hex) => {
    await go({ at: 'set', campaign });
    await read();
  };
  return {
    /** To be called in the click's own turn: the browser asks for the sites. A set without them waits for them. */
    keepSet(asNew = false): Promise<boolean> {
      const asked = needs.requestSites(store.getState().editing?.view.origins ?? []).catch(() => false);
      return perform(store, 'keepSet', async () => {
        const plan = seen();
        await asked;
        if (plan !== null) await show((await call('keepSet', asNew ? { ...plan, asNew } : plan)).campaign);
      });
    },
    /**
     * Has the open plan tried on one of its pages, where labels of it can be made that become examples. In the click's own turn: the
     * browser asks for the sites.
     */
    tryPlan(address: string): Promise<boolean> {
      const asked = needs.requestSites(store.getState().editing?.view.origins ?? []).catch(() => false);
      return perform(store, 'tryPlan', async () => {
        const plan = seen();
        if (!(await asked)) throw new CallFailed({ code: 'site-not-granted', detail: null, retry: true });
        if (plan === null) return;
        follows(await call('tryPlan', plan));
        await needs.visit(address);
      });
    },
    /** Opens a plan that changes the set, or else makes a campaign of it. */
    writeFrom: (campaign: Hex, isPrivate: boolean) =>
      perform(store, 'new', async () => {
        const { id } = await call('planOfSet', { campaign, isPrivate });
        await go({ at: 'plan', id });
      }),
    /** In the click's own turn, too. */
    grant(origins: readonly string[]): Promise<boolean> {
      const asked = needs.requestSites(origins).catch(() => false);
      return perform(store, 'grant', async () => {
        await asked;
        await read();
      });
    },
    importSet: (file: Blob) =>
      perform(store, 'importSet', async () => {
        const { campaign } = await call('importSet', { text: await needs.readSet(file) });
        await show(campaign);
      }),
    saveSet: (campaign: Hex, format: PrivateFormat) =>
      perform(store, 'export', async () => {
        const losses = await needs.saveSet(await call('wholeSet', { campaign }), format);
        store.setState({ lost: losses.length === 0 ? null : { format, losses } });
      }),
    saveLosses(campaign: Hex): void {
      const { lost } = store.getState();
      if (lost !== null) needs.saveLosses(campaign, lost.format, lost.losses);
    },
    dropSet: (campaign: Hex) =>
      perform(store, 'dropSet', async () => {
        await call('dropSet', { campaign });
        await go({ at: 'list' });
        await read();
      }),
  };
}
