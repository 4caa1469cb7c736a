import { createStore } from 'zustand/vanilla';
import type { ReadConfig } from '../../lib/formats/label-studio/read-config.ts';
import type { Loss } from '../../lib/formats/losses.ts';
import type { PrivateFormat } from '../../lib/formats/private.ts';
import type { TaskList } from '../../lib/formats/task-list.ts';
import type { Caller, Failure, OwnCalls, WholeSet } from '../../lib/messages.ts';
import type { Question } from '../../lib/protocol/question/question.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type {
  ConsoleView,
  Picked,
  ProgressView,
  PurseView,
  StreamAccess,
  WalletCalls,
} from '../../lib/view/console.ts';
import type { LabeledTask } from '../../lib/view/tasks.ts';
import type { ChooseWallet } from '../../lib/view/wallet.ts';
import { failureOf } from '../parts/failure.ts';
import type { WalletChoice } from '../parts/wallet-choice.tsx';
import type { Editing } from './editing.ts';

/** What is shown: the list, one plan, one campaign, or one private question set. */
export type Place = { at: 'list' } | { at: 'plan'; id: Hex } | { at: 'campaign' | 'set'; campaign: Hex };

/** Something the requester asked for: under way, failed, or done. */
export type Act = { state: 'busy' } | { state: 'failed'; failure: Failure } | { state: 'done' };
export type ActName =
  | 'new'
  | 'relay'
  | 'drop'
  | 'fund'
  | 'pick'
  | 'takeBack'
  | 'enlarge'
  | 'takeRest'
  | 'payOut'
  | 'wallet'
  | 'advance'
  | 'export'
  | 'progress'
  | 'showTask'
  | 'keepSet'
  | 'tryPlan'
  | 'importSet'
  | 'dropSet'
  | 'grant';

export interface ConsoleState {
  view: ConsoleView | null;
  /** Why the last reading failed. */
  failure: Failure | null;
  place: Place;
  /** The plan that is open; null elsewhere. */
  editing: Editing | null;
  /** Read when money is looked at; null before. */
  purse: PurseView | null;
  /** Of the campaign that is open, as last read. */
  progress: ProgressView | null;
  /** What the file of a private question set that was written last has no place for. */
  lost: { format: PrivateFormat; losses: readonly Loss[] } | null;
  /** While there are several wallets to choose from. */
  walletChoice: WalletChoice | null;
  acts: { readonly [Name in ActName]?: Act };
}

export interface ConsoleNeeds {
  call: Caller<OwnCalls>;
  /** The language of the words, for new plans. */
  language: string;
  /** Asks for the site in the click's own turn, opens the page and lets an element be chosen; null when that is given up. */
  pick(address: string): Promise<Picked | null>;
  /** As `pick`, but only counts what a selector finds there. */
  count(address: string, selector: string): Promise<number>;
  /** Asks for the site in the click's own turn, and brings a page of it to the front with these labels in place. */
  showTask(address: string, labels: Promise<LabeledTask>): Promise<void>;
  /** Reads an export from a relay and hands it over as a file. */
  saveExport(access: StreamAccess): Promise<void>;
  /** Hears a relay's events until the signal; looks whenever there may be something new. */
  followEvents(access: () => Promise<StreamAccess>, look: () => void, signal: AbortSignal): Promise<void>;
  /** The addresses in a file. */
  readList(file: Blob): Promise<TaskList>;
  /** The questions of a labeling config. */
  readConfig(file: Blob): Promise<ReadConfig>;
  /** Writes questions as a labeling config into a file. @returns why it can not */
  saveConfig(questions: readonly Question[], unit: Terms['targets']['unit']): Promise<readonly string[]>;
  /** The browser's own question for a site; in the click's own turn. */
  requestSite(address: string): Promise<boolean>;
  /** The same for the sites of a private question set. */
  requestSites(origins: readonly string[]): Promise<boolean>;
  /** Opens a page in front. */
  visit(address: string): Promise<void>;
  /** Writes a private question set as a file. @returns what the format has no place for */
  saveSet(set: WholeSet, format: PrivateFormat): Promise<readonly Loss[]>;
  saveLosses(campaign: Hex, format: PrivateFormat, losses: readonly Loss[]): void;
  /** @throws CallFailed when it is too large or can not be read */
  readSet(file: Blob): Promise<string>;
  /** Has a wallet of this browser send what the background has built. */
  sendFromWallet(calls: WalletCalls, asked: Promise<boolean>, choose: ChooseWallet): Promise<void>;
  /** Keeps the place in the address, so that a reload comes back to it. */
  remember(place: Place): void;
  /** Whether it is an address; with capitals, whether its checksum (EIP-55) holds. */
  isAddress(typed: string): boolean;
  /** Milliseconds since 1970. */
  clock(): number;
}

export type ConsoleStore = ReturnType<typeof createConsoleStore>;

/** The state alone; what changes it stands in `console.ts` and `editing.ts`. */
export const createConsoleStore = (place: Place) =>
  createStore<ConsoleState>()(() => ({
    view: null,
    failure: null,
    place,
    editing: null,
    purse: null,
    progress: null,
    lost: null,
    walletChoice: null,
    acts: {},
  }));

/** Runs what was asked for and says how it went. @returns whether it went well */
export async function perform(
  store: ConsoleStore,
  name: ActName,
  act: () => Promise<unknown>,
): Promise<boolean> {
  const say = (now: Act) => store.setState(({ acts }) => ({ acts: { ...acts, [name]: now } }));
  say({ state: 'busy' });
  try {
    await act();
    say({ state: 'done' });
    return true;
  } catch (thrown) {
    say({ state: 'failed', failure: failureOf(thrown) });
    return false;
  }
}
