import { createStore } from 'zustand/vanilla';
import { type Caller, CallFailed, type Failure, type OwnCalls, type PageHere } from '../../lib/messages.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { KeyMap } from '../../lib/view/key-map.ts';
import type { Offer } from '../../lib/view/offer.ts';
import type { Overview } from '../../lib/view/overview.ts';
import type { PassagesHere } from '../../lib/view/passages.ts';
import type { ChooseWallet, Meeting, WalletAnswer, WalletQuestion } from '../../lib/view/wallet.ts';
import { allParts } from '../parts/all-parts.ts';
import { campaignInLink } from '../parts/campaign-link.ts';
import { failureOf } from '../parts/failure.ts';
import { choosing, type WalletChoice } from '../parts/wallet-choice.tsx';
import type { ActName, Acts } from './act.ts';

export const sections = ['here', 'campaigns', 'labels', 'earnings', 'keys'] as const;
export type Section = (typeof sections)[number];

export interface PanelState {
  /** The background's view as last read; null before the first answer. */
  overview: Overview | null;
  /** How many elements each campaign finds on the page in front, by its id; none where its overlay does not say. */
  found: Readonly<Record<string, number>>;
  /** What is marked on the page in front; nothing where its overlay does not say. */
  passages: readonly PassagesHere[];
  /** The keys of labeling mode; null before the first answer. */
  keyMap: KeyMap | null;
  /** Why the last reading failed. */
  failure: Failure | null;
  section: Section;
  /** The campaign whose details are shown. */
  campaign: string | null;
  /** While there are several wallets to choose from. */
  walletChoice: WalletChoice | null;
  acts: Acts;
}

export interface PanelNeeds {
  call: Caller<OwnCalls>;
  /** The page in front, where the browser tells it. */
  page(): Promise<PageHere | undefined>;
  /** Asks the overlay of the page in front how many elements each campaign finds there. */
  found(): Promise<Readonly<Record<string, number>>>;
  /** Asks the overlay of the page in front what is marked there. */
  passages(): Promise<readonly PassagesHere[]>;
  /** Has it bring a passage into view. */
  showPassage(task: string, letters: { start: number; end: number }): void;
  /** The browser's own prompt: sites, and where it asks for that, sending. Has to be reached in the same turn as the click. */
  requestToJoin(origins: readonly string[]): Promise<boolean>;
  /** The browser's own prompt for sending alone, where it has one. In the same turn as the click, too. */
  requestToSend(): Promise<boolean>;
  /** The browser's own question for one site, in the same turn as the click. */
  requestSite(address: string): Promise<boolean>;
  /** The browser's own question whether notifications may be shown, in the same turn as the click; and their end. */
  notifications: { request(): Promise<boolean>; end(): Promise<boolean> };
  /** Has a wallet of this browser sign what `question` makes of its account. */
  signByWallet(
    meeting: Meeting,
    asked: Promise<boolean>,
    choose: ChooseWallet,
    question: (account: Hex) => Promise<WalletQuestion>,
  ): Promise<WalletAnswer>;
  /** Whether it is an address; with capitals, whether its checksum (EIP-55) holds. */
  isAddress(typed: string): boolean;
  /** Milliseconds of activity in the panel spent on a label given there. */
  activeMs(offer: Offer): number;
  /** Hands a file to the person. */
  download(name: string, ...text: string[]): void;
  /** Opens the console: to write about a page (`new`), to write a private question set, or at one. */
  openConsole(at: ConsoleLink): void;
  /** @throws CallFailed when it is too large or can not be read */
  readFile(file: File): Promise<string>;
}

/** What stands after `#` in the console's address. */
export type ConsoleLink = { new?: string } | { set: string } | { private: '' };

/** Where a panel that stands in a tab begins, by what stands after `#` in its address: the list of campaigns, or one of them. */
export function openAt(panel: Panel, hash: string): void {
  if (hash === '#campaigns') panel.show('campaigns');
  else if (hash.startsWith('#0x')) panel.open(hash.slice(1));
}

export type Panel = ReturnType<typeof createPanel>;

/** All that the panel knows and can do. One store; what is true stands in the background and is read whole. */
export function createPanel(needs: PanelNeeds) {
  const { call, page: pageInFront, requestToJoin, download } = needs;
  const store = createStore<PanelState>()(() => ({
    overview: null,
    found: {},
    passages: [],
    keyMap: null,
    failure: null,
    section: 'here',
    campaign: null,
    walletChoice: null,
    acts: {},
  }));
  let reading: Promise<void> | null = null;
  let stale = false;

  async function read(): Promise<void> {
    do {
      stale = false;
      try {
        const page = await pageInFront();
        const overview = await call('overview', page === undefined ? {} : { page });
        const found = overview.here?.elements.length ? await needs.found() : {};
        const marks = overview.here?.offers.some(({ target }) => target.unit === 'selection');
        const passages = marks ? await needs.passages() : [];
        const keyMap = await call('keyMap', {});
        store.setState({ overview, found, passages, keyMap, failure: null });
      } catch (thrown) {
        store.setState({ failure: failureOf(thrown) });
      }
    } while (stale);
    reading = null;
  }

  /** Reads the overview; while one reading runs, any number of wishes make one more. */
  function refresh(): Promise<void> {
    stale = true;
    reading ??= read();
    return reading;
  }

  const say = (name: ActName, act: Acts[ActName]) =>
    store.setState(({ acts }) => ({ acts: { ...acts, [name]: act } }));

  /** Runs what the person asked for and says how it went; the overview follows. */
  async function perform(name: ActName, act: () => Promise<number>): Promise<boolean> {
    say(name, { state: 'busy' });
    try {
      say(name, { state: 'done', count: await act() });
      return true;
    } catch (thrown) {
      say(name, { state: 'failed', failure: failureOf(thrown) });
      return false;
    } finally {
      await refresh();
    }
  }
  const none = (done: Promise<unknown>) => done.then(() => 0);
  const inUse = () => store.getState().overview?.relay ?? { url: '', chainId: 0 };

  return {
    store,
    call,
    activeMs: needs.activeMs,
    isAddress: needs.isAddress,
    showPassage: needs.showPassage,
    openConsole: needs.openConsole,
    refresh,
    show: (section: Section) => store.setState({ section, campaign: null }),
    open: (campaign: string | null) => store.setState({ campaign, section: 'campaigns' }),

    /** Asks the browser first, in the click's own turn, then joins. */
    async join(campaign: string, origins: readonly string[], payTo: Hex | null): Promise<void> {
      const asked = requestToJoin(origins);
      await perform(`join ${campaign}`, async () => {
        if (!(await asked)) throw denied;
        return none(call('join', { campaign, payTo }));
      });
    },
    leave: (campaign: string) => perform(`leave ${campaign}`, () => none(call('leave', { campaign }))),
    changePayTo: (campaign: string, payTo: Hex | null) =>
      perform(`payTo ${campaign}`, () => none(call('changePayTo', { campaign, payTo }))),
    /** Nothing is said of one that fails: the next sync tells what is wrong. */
    look: () => call('look', {}).catch(() => {}),
    sync: () => perform('sync', () => none(call('sync', {}))),
    undo: (id: string) =>
      perform(`undo ${id}`, async () => {
        if (!(await call('undo', { id }))) throw tooLate;
        return 0;
      }),
    appeal: (id: string) => perform(`appeal ${id}`, () => none(call('appeal', { id }))),
    claim: (payTo: Hex, token: Hex) =>
      perform(`claim ${payTo} ${token}`, () => none(call('claim', { payTo, token }))),
    /** A campaign's link opens the campaign, once its relay was read. */
    async useRelay(url: string): Promise<void> {
      const named = campaignInLink(url);
      const read = await perform('useRelay', async () => (await call('useRelay', { url })).campaigns);
      const { overview } = store.getState();
      if (read && overview?.campaigns.some(({ campaign }) => campaign === named))
        store.setState({ section: 'campaigns', campaign: named ?? null });
    },
    changeKeyMap: (keyMap: KeyMap) => perform('keys', () => none(call('changeKeyMap', { keyMap }))),
    /** Shown at once, so that the next click counts from it. */
    changeLanguages(reads: readonly string[]): Promise<boolean> {
      store.setState(({ overview }) => ({ overview: overview && { ...overview, reads } }));
      return perform('reads', () => none(call('changeLanguages', { reads })));
    },
    /** Whether new campaigns are told of is the browser's to say: it is read anew afterwards, whatever was answered. */
    async tellOfNew(wanted: boolean): Promise<void> {
      const asked = wanted ? needs.notifications.request() : needs.notifications.end();
      await perform('news', async () => {
        if (!(await asked) && wanted) throw notNotified;
        return 0;
      });
    },
    exportAll: () =>
      perform('export', async () => {
        download('glosa-labels.json', ...(await allParts((from) => call('exportAll', { from }))));
        return 0;
      }),
    /** Has a wallet sign, on a page of the relay; the person is then asked whether it is theirs. */
    askWallet(): Promise<boolean> {
      const { url, chainId } = inUse();
      const asked = needs.requestSite(url);
      const meeting: Meeting = { page: `${url}/connect`, chainId: `0x${chainId.toString(16)}` };
      const choose = choosing((walletChoice) => store.setState({ walletChoice }));
      return perform('wallet', async () => {
        const question = (account: Hex) => call('walletQuestion', { url, account });
        const signed = await needs.signByWallet(meeting, asked, choose, question).finally(choose.end);
        return none(call('keepWallet', { url, ...signed }));
      });
    },
    linkWallet: () => perform('wallet', () => none(call('linkWallet', { url: inUse().url }))),
    unlinkWallet: () => perform('wallet', () => none(call('unlinkWallet', { url: inUse().url }))),
    /** What is counted are settled labels for which the file had no room. */
    saveRecovery: (passphrase: string) =>
      perform('recovery', async () => {
        const { text, madeAt, leftOut } = await call('makeRecovery', { passphrase });
        download(`glosa-recovery-${new Date(madeAt).toISOString().slice(0, 10)}.json`, text);
        await call('noteRecovery', { madeAt });
        return leftOut;
      }),
    /** Restored is restored, whatever is answered to the browser's question; without a yes nothing leaves. */
    async restore(file: File, passphrase: string): Promise<void> {
      const asked = needs.requestToSend().catch(() => false);
      await perform('restore', async () => {
        await asked;
        return (await call('restore', { text: await needs.readFile(file), passphrase })).receipts;
      });
    },
  };
}

const denied = new CallFailed({ code: 'not-granted', detail: null, retry: true });
const notNotified = new CallFailed({ code: 'not-notified', detail: null, retry: true });
const tooLate = new CallFailed({ code: 'labeled-already', detail: null, retry: false });
