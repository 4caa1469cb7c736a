import { render } from 'preact';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Caller, PageCalls, PageHere } from '../../../lib/messages.ts';
import type { ElementsOffer, ElementView, Offer } from '../../../lib/view/offer.ts';
import type { Clock } from '../../parts/clock.ts';
import type { Language } from '../../parts/language.ts';
import { answerText } from '../../question/answer-text.ts';
import { type Answering, createAnswering, type Done } from '../answering.ts';
import type { ShowGuide } from '../guide/guide.ts';
import { GuideContext } from '../guide/guide-context.ts';
import { lateGuide } from '../guide/late-guide.tsx';
import { type InLanguage, inLanguage } from '../in-language.tsx';
import type { Guard } from '../verdict.ts';
import { ChipButton } from './chip-button.tsx';
import type { Counts } from './counts.ts';
import { elementOffer } from './element-offer.ts';
import { type Chip, type Followed, followElements } from './follow-elements.ts';
import { listenOnLayer } from './listen-on-layer.ts';
import { createOpenChip, type OpenChip, quote } from './open-chip.tsx';
import { placeLayer } from './place-layer.ts';
import type { Box } from './places.ts';
import { createSlices } from './slices.ts';
import { createStandings, type Standings } from './standings.ts';
import { createTour, type Tour } from './tour.ts';

export interface Chips {
  counts: StoreApi<Counts>;
  /** How many elements each campaign finds, by its id. */
  found(): Record<string, number>;
  open: OpenChip;
  tour: Tour;
  /** The chip that was answered last by a key, from which the keys went on by themselves. */
  last(): Chip | undefined;
  /** Whether the focus is on a chip itself, not in the open one. */
  haveFocus(): boolean;
  /** Labeling mode was entered or left. `alone`: there is nothing else on the page that keys could mean. */
  setLabeling(on: boolean, alone: boolean): void;
}

export interface ChipsNeeds {
  host: HTMLElement;
  /** Where chips are drawn, inside the closed root. */
  layer: HTMLElement;
  /** Where the open one is drawn; the guard watches it. */
  openRoot: HTMLElement;
  guard: Guard;
  call: Caller<PageCalls>;
  page(): PageHere;
  language: Language;
  showGuide: ShowGuide;
  clock: Clock;
  /** A steady clock in milliseconds. */
  now(): number;
  activeMs(offer: Offer): number;
  card(): Box | undefined;
}

const countMs = 250;

const isUnanswered = ({ answering }: Chip): boolean =>
  answering?.store.getState().sheets[0]?.offer.own === null;

/**
 * A chip beside each element that the campaigns of this page ask about: in a layer above the page, which is not
 * touched. Elements may be thousands; only those near the viewport have a chip and are asked for.
 */
export function createChips(offers: readonly ElementsOffer[], needs: ChipsNeeds, signal: AbortSignal): Chips {
  const { host, layer, openRoot, guard, call, page, language, showGuide, clock, now, activeMs, card } = needs;
  const inWords = inLanguage(language, clock);
  const guide = lateGuide(showGuide);
  const withGuide: InLanguage = (drawn) =>
    inWords(<GuideContext.Provider value={guide}>{drawn}</GuideContext.Provider>);
  // Before the open one: from its chip Tab goes on into it.
  const boxes = layer.ownerDocument.createElement('div');
  openRoot.before(boxes);
  const slices = createSlices(now, signal);
  const counts = createStore<Counts>()(() => offers.map((offer) => ({ offer, found: 0 })));
  let labeling = false;
  let last: { followed: Followed; unit: string } | undefined;
  let counting: ReturnType<typeof setTimeout> | undefined;

  const open = createOpenChip({
    root: openRoot,
    host,
    guard,
    inLanguage: withGuide,
    isLabeling: () => labeling,
    card,
  });
  const all: Followed[] = [];
  const placing = placeLayer(host, () => all, { after: open.place, slices }, signal);
  const tour = createTour(all, host, open, (chip) => draw(chip), signal);

  const draw = (chip: Chip) => {
    const { answering, box } = chip;
    if (!box.isConnected) return;
    box.hidden = !answering;
    quote(chip);
    const isOpen = open.current() === chip;
    const button = answering && (
      <ChipButton key={chip.unit} answering={answering} open={isOpen} reachable={tour.isReachable(chip)} />
    );
    render(inWords(button ?? null), box);
    placing.soon();
  };
  /** One key answers and goes on to the next that has no answer; the sheet shows it only after this. */
  const done = (unit: string) => (act: Done) => {
    if (act.what !== 'saved' || act.by !== 'key' || !labeling || open.unit() !== unit) return;
    setTimeout(() => {
      const chip = open.current();
      const [sheet] = chip?.answering?.store.getState().sheets ?? [];
      if (chip === undefined || open.unit() !== unit || !sheet?.offer.own) return;
      last = { followed: chip.followed, unit };
      const { questions, own } = sheet.offer;
      const said = questions.map((one) => answerText(one, own.body[one.id], language.t)).join(' · ');
      void tour.move(1, isUnanswered, said);
    });
  };
  const openFor = (offer: ElementsOffer) => (unit: string, view: ElementView) =>
    createAnswering([elementOffer(offer, view, '')], { call, clock, activeMs, onDone: done(unit) });

  offers.forEach((offer, order) => {
    const ask = (units: readonly string[]) =>
      call('elementsHere', { campaign: offer.campaign, page: page(), units });
    const known = () => followed.readUnknown();
    const standings: Standings<Answering> = createStandings(ask, openFor(offer), known, signal);
    const followed = followElements(
      offer,
      order,
      { layer: boxes, slices, standings, draw: drawn, gone, counted },
      signal,
    );
    all.push(followed);
  });

  function drawn(chip: Chip) {
    draw(chip);
    tour.drawn(chip);
  }
  function gone(chip: Chip) {
    tour.gone(chip);
    render(null, chip.box);
    placing.soon();
  }
  function counted() {
    counting ??= setTimeout(() => {
      counting = undefined;
      counts.setState(
        all.map(({ offer, matches }) => ({ offer, found: matches.size })),
        true,
      );
    }, countMs);
  }

  listenOnLayer(
    { host, layer, openRoot, chips: () => all.flatMap(({ chips }) => [...chips.values()]), open, tour },
    signal,
  );
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(counting);
      open.close();
      for (const { chips } of all) for (const { box } of chips.values()) render(null, box);
    },
    { once: true },
  );
  return {
    counts,
    found: () => Object.fromEntries(counts.getState().map(({ offer, found }) => [offer.campaign, found])),
    open,
    tour,
    last: () => last?.followed.find(last.unit),
    haveFocus: () => layer.querySelector('.chip :focus') !== null,
    setLabeling(on, alone) {
      labeling = on;
      if (!on) tour.end();
      else if (alone || open.current() !== undefined) tour.begin();
      open.draw();
    },
  };
}
