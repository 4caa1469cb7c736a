/**
 * Every call between our parts, one type per direction. A page's content script may make `PageCalls` only; our own
 * pages may make `OwnCalls` too. The background checks the sender at one door (`lib/serving/door.ts`).
 */
import type { PlanForm } from './authoring/form.ts';
import type { KitName } from './authoring/kits/kits.ts';
import type { ExportFormat } from './protocol/api/export.ts';
import type { Label } from './protocol/label/label.ts';
import type { Body } from './protocol/question/body.ts';
import type { Hex } from './protocol/scalar/hex.ts';
import type { Target } from './protocol/target/target.ts';
import type { Terms } from './protocol/terms/terms.ts';
import type {
  ConsoleView,
  PlanView,
  ProgressView,
  PurseView,
  StreamAccess,
  WalletCalls,
} from './view/console.ts';
import type { KeyMap } from './view/key-map.ts';
import type { ElementView, Guide, Offered, OwnLabelView, UnsavedDraft } from './view/offer.ts';
import type { Overview } from './view/overview.ts';
import type { LabeledTask } from './view/tasks.ts';
import type { WalletAnswer, WalletQuestion } from './view/wallet.ts';

/** A body for one task, as the overlay hands it over; ids, salts and times are made by the background. */
export interface Draft {
  campaign: Hex;
  termsHash: Hex;
  target: Target;
  body: Body;
  confidence?: number;
  rationale?: string;
  assist: 'human';
  /**
   * The label that it may take the place of, as the page knows it; null where it knows of none. Absent where an answer is one act,
   * of which the last one counts.
   */
  instead?: string | null;
  /** Milliseconds in which the person was active on this page before answering. */
  activeMs: number;
}

/** A page as it tells of itself: its address, and the `href` of its `link rel=canonical`, if any. */
export interface PageHere {
  location: string;
  canonical?: string;
}

export interface PageCalls {
  /** What joined campaigns ask at this address, whatever they ask about. Matched on the device; causes no request. */
  offersHere(page: PageHere): Offered;
  /** How elements of the page stand, in the order of `units`: what names them, at most `mostUnits`. */
  elementsHere(asked: {
    campaign: string;
    page: PageHere;
    units: readonly string[];
  }): readonly (ElementView | null)[];
  /** What a campaign of this page wants to be read before answering; of any, where one of our own pages asks. */
  guide(asked: { campaign: Hex; page?: PageHere }): Guide;
  /** Resolves after the strict commit. Saving again for a task replaces the label while it can be taken back. */
  save(draft: Draft): OwnLabelView;
  /** Keeps what is answered and not saved for the page when it is loaded again, while the browser runs; an empty body is forgotten. */
  keepDraft(draft: { campaign: Hex; termsHash: Hex } & UnsavedDraft): void;
  /** Has a script put beside the overlay that asks: of a question kind, of elements, of the palette, of what is to be read. */
  loadScript(asked: { script: 'kind-span' | 'chips' | 'palette' | 'guide' }): void;
  /** Takes a label back; false when it is on its way already. */
  undo(label: { id: string }): boolean;
  /** The keys of labeling mode. */
  keyMap(nothing: Record<string, never>): KeyMap;
  /** What this campaign was told last, since the browser was started; null when nothing that could be said of another page too. */
  lastAnswer(asked: { campaign: Hex; address: string }): Body | null;
}

/** What the requester's console asks for. */
export interface ConsoleCalls {
  /** All plans and orders of this profile, from the store alone. */
  console(nothing: Record<string, never>): ConsoleView;
  /** What the account can pay with, asked of the chain. */
  purse(nothing: Record<string, never>): PurseView;
  /** What a wallet has to send so that a plan's deposit can be locked. */
  walletCalls(plan: { id: Hex }): WalletCalls;
  newPlan(from: { language: string; example?: string; kit?: KitName; isPrivate?: boolean }): PlanView;
  plan(named: { id: Hex }): PlanView;
  /** Resolves after the strict commit; refused when the plan is no longer that revision. */
  changePlan(change: { id: Hex; revision: number; form: PlanForm }): PlanView;
  dropPlan(seen: { id: Hex; revision: number }): void;
  /** A plan that begins with a private question set: to change it, or else to make a campaign of it. */
  planOfSet(from: { campaign: Hex; isPrivate: boolean }): PlanView;
  /**
   * Makes a private question set of a plan, or changes the one that it is of, unless another is wanted: its overlay stands where
   * the browser has granted its sites.
   */
  keepSet(seen: { id: Hex; revision: number; asNew?: boolean }): { campaign: Hex };
  /**
   * Has a plan tried on its pages, as a private question set that belongs to it: the overlay stands where the browser has granted its
   * sites, and labels of it can be taken as examples.
   */
  tryPlan(seen: { id: Hex; revision: number }): PlanView;
  /** Reads a private question set from its file, as another set. */
  importSet(file: { text: string }): { campaign: Hex; labels: number };
  /** All of a private question set, for a file. */
  wholeSet(set: { campaign: Hex }): WholeSet;
  /** Deletes a private question set with its labels. */
  dropSet(set: { campaign: Hex }): void;
  /** Pins terms and deposit. No money moves before `advanceOrder`. */
  placeOrder(seen: { id: Hex; revision: number }): { campaign: Hex };
  /** Brings chain and relay a few steps on, at most for some seconds. What stops it stands in the order. */
  advanceOrder(order: { campaign: Hex }): void;
  /** Makes an order a plan again, while nothing of it was sent. */
  takeBack(order: { campaign: Hex }): { id: Hex };
  /** Adds money or time to a listed campaign, or raises its price; `advanceOrder` carries it out. */
  enlarge(addition: { campaign: Hex; amount: string; price: string; days: string }): void;
  /** Sends tokens of the account to an address; `amount` in whole tokens, as typed. */
  payOut(wanted: { to: Hex; amount: string }): void;
  /** Takes back what is left of a final campaign. */
  takeRest(order: { campaign: Hex }): void;
  /** How a campaign stands, asked of its relay with the requester's session. */
  progress(order: { campaign: Hex }): ProgressView;
  /** All labels of a task, asked of the relay in the same way. */
  labeledTask(named: { campaign: Hex; task: Hex }): LabeledTask;
  /** Where an export is read, and what opens it. */
  exportAccess(wanted: { campaign: Hex; format: ExportFormat }): StreamAccess;
  /** The same for what a relay says of a campaign while it changes. */
  eventsAccess(order: { campaign: Hex }): StreamAccess;
}

export interface OwnCalls extends PageCalls, ConsoleCalls {
  /** `page` is the one in front, where the browser tells it. */
  overview(asked: { page?: PageHere }): Overview;
  /** Reads a relay's catalogue and keeps the relay. Accepts the relay's address or a campaign link. */
  useRelay(relay: { url: string }): { url: string; campaigns: number };
  /** To be called after the browser granted the campaign's sites in the same click. */
  join(campaign: { campaign: string; payTo: Hex | null }): void;
  leave(campaign: { campaign: string }): void;
  /** Reads what is new in the relays' catalogues. To be called only while the person looks at them. */
  look(nothing: Record<string, never>): void;
  /** Syncs now: catalogue, batches, receipts, statements. */
  sync(nothing: Record<string, never>): void;
  /** Asks that a rejected label's page be labeled again, by others. */
  appeal(label: { id: string }): void;
  /** Asks the relay to claim for this payTo; it pays the gas. */
  claim(earnings: { payTo: Hex; token: Hex }): void;
  /** Who this campaign pays from the next receipts on; null for the account itself. */
  changePayTo(campaign: { campaign: string; payTo: Hex | null }): void;
  /** What a wallet's account has to sign so that this device labels for it at a relay. */
  walletQuestion(asked: { url: string; account: Hex }): WalletQuestion;
  /** Keeps what the wallet has signed, if it is that; nothing follows before `linkWallet`. */
  keepWallet(signed: { url: string } & WalletAnswer): void;
  /** The person says that the wallet which has signed is theirs. */
  linkWallet(relay: { url: string }): void;
  /** The account is the profile's own again; or the wallet that has signed is not theirs. */
  unlinkWallet(relay: { url: string }): void;
  /** A recovery file under this passphrase; `leftOut` settled labels were too many for it. */
  makeRecovery(under: { passphrase: string }): { text: string; madeAt: number; leftOut: number };
  /** To be called when the person has been given the file of that time. */
  noteRecovery(file: { madeAt: number }): void;
  /** Makes this profile go on as the account of a recovery file. */
  restore(file: { text: string; passphrase: string }): { account: Hex; receipts: number };
  /** Other keys for labeling mode; each page has them from the next time on that it is entered. */
  changeKeyMap(to: { keyMap: KeyMap }): void;
  /** What the person reads, by primary subtags: by it campaigns are listed and told of, on this device alone. */
  changeLanguages(to: { reads: readonly string[] }): void;
  /** All labels with receipts and evidence, as JSON text: the part that begins where another ended, or the first. */
  exportAll(asked: { from: ExportPlace | null }): ExportPart;
}

/** Where an export goes on: in which of its lists, behind which key. */
export interface ExportPlace {
  part: number;
  after: string | string[] | null;
  /** Characters from there on that are written already. */
  at: number;
}

export interface ExportPart {
  text: string;
  /** Null where it was the last. */
  next: ExportPlace | null;
}

/** A private question set as it is taken home. */
export interface WholeSet {
  campaign: Hex;
  terms: Terms;
  labels: readonly Label[];
}

/** Bytes of its file that are read: a message between parts of an extension has at most 64 MiB in Chrome. */
export const mostSetText = 32_000_000;

/** Background to our own pages: something changed; ask for the overview again. */
export const changed = 'glosa:changed';

/** Of a recovery file's passphrase, in UTF-16 units. */
export const passphraseLength = { least: 12, most: 1000 } as const;

/** As many elements as one call may ask about, and as many UTF-16 units as name them. */
export const mostUnits = 64;
export const mostUnitText = 100_000;

/** Background to an overlay: enter or leave labeling mode (a command, the panel's button). */
export const labelingMode = 'glosa:labeling-mode';

/** Background to an overlay: what is joined, left or asked has changed, so that it asks again what its page offers. */
export const lookAgain = 'glosa:look-again';

/** The same to those that ask about this address: a label of it was saved or taken back elsewhere. */
export interface LabeledElsewhere {
  labeledElsewhere: string;
}

/** Our own pages to an overlay: how many elements each campaign finds there, by its id. */
export const countElements = 'glosa:count-elements';

/** Our own pages to an overlay: what page it is (`PageHere`). */
export const askPage = 'glosa:page';

/** Our own pages to an overlay: what is marked there (`PassagesHere`, a list). */
export const askPassages = 'glosa:passages';

/** Our own pages to an overlay: bring a passage into view. */
export interface ShowPassage {
  showPassage: { task: string; start: number; end: number };
}

/** An expected failure, as it crosses the message boundary. `code` names a string of the locale files. */
export interface Failure {
  code: string;
  detail: string | null;
  retry: boolean;
}

/** There is no background to call any more: the extension was updated or switched off under what it drew. */
export const updated: Failure = { code: 'updated', detail: null, retry: false };

export type Answered<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A failure on the calling side. */
export class CallFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.detail ?? failure.code);
    this.name = 'CallFailed';
    this.failure = failure;
  }
}

type Callable = { [name: string]: (argument: never) => unknown };

export interface Message {
  call: string;
  with: unknown;
}

export type Caller<Calls> = <Name extends keyof Calls & string>(
  name: Name,
  argument: Calls[Name] extends (argument: infer A) => unknown ? A : never,
) => Promise<Calls[Name] extends (argument: never) => infer R ? R : never>;

/**
 * A call over a port that an overlay keeps open, and its answer. A message alone opens and closes a channel of its own,
 * through every process on the way, which takes longer than all that is then done.
 */
export interface Numbered<Content> {
  number: number;
  content: Content;
}

export const isNumbered = (input: unknown): input is Numbered<unknown> =>
  typeof input === 'object' &&
  input !== null &&
  'content' in input &&
  'number' in input &&
  typeof input.number === 'number';

/** Typed calls over any transport: `runtime.sendMessage` of the polyfill, or the native one in a page. */
export function callerOf<Calls extends { [K in keyof Calls]: Callable[string] }>(
  send: (message: Message) => Promise<unknown>,
): Caller<Calls> {
  return async (call, argument) => {
    const answer = await send({ call, with: argument });
    if (!isAnswered(answer)) throw new CallFailed({ code: 'no-answer', detail: null, retry: true });
    if (!answer.ok) throw new CallFailed(answer.failure);
    return answer.value as never;
  };
}

const isAnswered = (input: unknown): input is Answered<unknown> =>
  typeof input === 'object' && input !== null && 'ok' in input;
