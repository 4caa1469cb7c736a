import type { Caller, PageCalls, PageHere } from '../../lib/messages.ts';
import type { Offered } from '../../lib/view/offer.ts';
import type { PassagesHere } from '../../lib/view/passages.ts';
import type { Language } from '../parts/language.ts';
import passagesCss from '../parts/passages.css?inline';
import { createActivityMeter } from './activity.ts';
import { adopt } from './adopt.ts';
import { createAnswering } from './answering.ts';
import { isByPerson } from './by-person.ts';
import type { OpenChips } from './chips/open-chips.ts';
import { drawOverlay } from './draw-overlay.tsx';
import { drawWithAnswer } from './draw-with-answer.ts';
import { createGuard } from './guard.ts';
import type { OpenGuide, ShowGuide } from './guide/guide.ts';
import type { HiddenEvents } from './hidden-events.ts';
import type { KeptDrafts } from './kept-drafts.ts';
import { stayAbove } from './layer/stay-above.ts';
import { tasksOf } from './offered.ts';
import { onlyHere } from './only-here.ts';
import type { OpenPalette } from './palette/palette.ts';
import { isSamePage } from './same-page.ts';
import { lazySpans } from './spans/lazy-spans.ts';
import { passagesHere } from './spans/passages-here.ts';
import type { Letters, OpenSpans } from './spans/spans.ts';
import { tellOf } from './spans/tell-of.ts';
import { createSurface } from './surface.ts';
import { tellDrafts } from './tell-drafts.ts';
import { timeSpent } from './time-spent.ts';

export interface OpenCard {
  toggleLabeling(): void;
  /** Takes newer offers if they are of the same tasks, so that nothing half answered is lost; else says false. */
  receive(offered: Offered, page: PageHere): boolean;
  /** Whether it stands for this page. */
  isOf(page: PageHere): boolean;
  /** Whether a sheet is about this address. */
  asksAbout(address: string): boolean;
  /** How many elements each campaign finds here. */
  found(): Record<string, number>;
  passages(): PassagesHere[];
  showPassage(task: string, letters: Letters): void;
  close(): void;
}

export interface CardNeeds {
  call: Caller<PageCalls>;
  page: PageHere;
  /** The page as it tells of itself at this moment. */
  pageNow(): PageHere;
  language: Language;
  /** Makes style sheets for what is drawn in the page. */
  styleOf(css: string): CSSStyleSheet;
  css: string;
  events: HiddenEvents;
  /** The person comes to what is drawn here: an answer may follow. */
  onNear(): void;
  /** An act came while the page was another. */
  onMoved(): void;
  /** What a campaign asks is no longer what is drawn here. */
  onStale(): void;
  /** Something else is marked here, or has its place. */
  onPassages(): void;
  drafts: KeptDrafts;
  /** What the script of chips has brought; null where no campaign asks about elements. */
  openChips: OpenChips | null;
  /** Brings the script that marks passages. */
  loadSpan(): Promise<OpenSpans>;
  /** Brings that of the palette. */
  loadPalette(): Promise<OpenPalette>;
  /** Brings that of instructions and examples. */
  loadGuide(): Promise<OpenGuide>;
}

/** The card, chips and passages for what one address offers, with everything that they need from the page. */
export function openCard(
  offered: Offered,
  {
    call,
    page: first,
    pageNow,
    language,
    styleOf,
    css,
    events: { hear, hide },
    openChips,
    loadSpan,
    loadPalette,
    loadGuide,
    onPassages,
    onNear,
    onMoved,
    onStale,
    drafts,
  }: CardNeeds,
  page: AbortSignal,
): OpenCard {
  let here = first;
  const own = new AbortController();
  const signal = AbortSignal.any([page, own.signal]);
  const now = () => performance.now();
  const surface = createSurface(document, styleOf(css), signal);
  hide(surface.root.getRootNode());
  tellNear(surface.root.getRootNode(), onNear, signal);
  stayAbove(surface.host, hear, signal);
  const showGuide: ShowGuide = async (campaign, place) => {
    const [open, guide] = await Promise.all([loadGuide(), call('guide', { campaign, page: here })]);
    return open({ place, guide, language, styleOf });
  };
  const common = {
    call,
    onStale,
    showGuide,
    clock: Date.now,
    activeMs: timeSpent(createActivityMeter(now, signal, hear)),
    language,
    styleOf,
    now,
    hear,
  };
  const answering = createAnswering(sheetsOf(offered), {
    ...common,
    lightly: drawWithAnswer,
    beforeSave: () => spans?.renew(),
  });
  drafts.restore(answering);
  tellDrafts(answering, call, signal);
  const guardFor = (card: HTMLElement) =>
    onlyHere(
      createGuard({ host: surface.host, card, now, hear }, signal),
      () => isSamePage(pageNow(), here),
      onMoved,
    );
  const guard = guardFor(surface.root);
  const needs = {
    ...common,
    ...surface,
    answering,
    guard,
    guardFor,
    card: () => surface.root.firstElementChild?.getBoundingClientRect(),
  };
  const spans = offered.selection.length > 0 ? lazySpans(loadSpan, needs, signal) : null;
  if (spans !== null) adopt(surface.layer, styleOf(passagesCss));
  const chips =
    openChips?.(offered.element, { ...common, surface, guardFor, page: () => here }, signal) ?? null;
  const { toggleLabeling } = drawOverlay(surface, { ...needs, chips, spans, loadPalette }, signal);
  if (spans !== null) tellOf([answering.store, spans.standings], onPassages, signal);
  const tasks = tasksOf(offered);
  return {
    toggleLabeling,
    receive(newer, page) {
      const same = tasksOf(newer) === tasks;
      if (same) {
        here = page;
        answering.receive(sheetsOf(newer));
      }
      return same;
    },
    isOf: (page) => isSamePage(page, here),
    asksAbout: (address) =>
      answering.store.getState().sheets.some(({ offer }) => offer.target.address === address),
    found: () => chips?.found() ?? {},
    passages: () => (spans === null ? [] : passagesHere(answering, spans.standings.getState())),
    showPassage: (task, letters) => spans?.show(task, letters),
    close() {
      drafts.keep(answering);
      own.abort();
    },
  };
}

/** By pointer or by keys. */
function tellNear(root: Node, onNear: () => void, signal: AbortSignal): void {
  const near = (event: Event) => {
    if (isByPerson(event)) onNear();
  };
  for (const kind of ['pointerover', 'pointerdown', 'focusin'])
    root.addEventListener(kind, near, { signal, passive: true });
}

/** What the card has a sheet for. */
const sheetsOf = ({ page, selection }: Offered) => [...page, ...selection];
