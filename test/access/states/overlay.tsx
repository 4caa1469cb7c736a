import { createAnswering } from '../../../components/overlay/answering.ts';
import { drawOverlay } from '../../../components/overlay/draw-overlay.tsx';
import type { ShowGuide } from '../../../components/overlay/guide/guide.ts';
import { openGuide } from '../../../components/overlay/guide/open-guide.tsx';
import { openPalette } from '../../../components/overlay/palette/open-palette.tsx';
import { styleOf } from '../../../components/overlay/surface.ts';
import { type Guard, ownPageGuard } from '../../../components/overlay/verdict.ts';
import type { Offer } from '../../../lib/view/offer.ts';
import { bad, good, parties, passages } from '../../unit/components/example-samples.ts';
import { hex32, moods, offer, own, topics } from '../../unit/components/samples.ts';
import { english } from '../../unit/components/words.ts';
import { calls, fails } from '../calls.ts';
import { click, drawn, named, press, type } from '../person.ts';
import type { Stage, State } from '../state.ts';

const { t } = english;

interface Given {
  offers?: readonly Offer[];
  answers?: Parameters<typeof calls>[0];
  guard?: Guard;
  keys?: boolean;
}

/** The card itself, by the code that draws it in pages. */
const card =
  ({ offers = [offer()], answers = {}, guard = ownPageGuard, keys = false }: Given) =>
  async ({ root, host, signal }: Stage) => {
    const call = calls(answers);
    const answering = createAnswering(offers, { call, clock: Date.now, activeMs: () => 0 });
    const needs = { answering, guard, language: english, clock: Date.now, call };
    const loadPalette = async () => openPalette;
    const styles = (css: string) => styleOf(css, 'own');
    const showGuide: ShowGuide = async (campaign, place) =>
      openGuide({
        place,
        guide: await call('guide', { campaign, page: { location: 'https://news.example/a' } }),
        language: english,
        styleOf: styles,
      });
    const { toggleLabeling } = drawOverlay(
      { host, root },
      { ...needs, loadPalette, showGuide, styleOf: styles },
      signal,
    );
    if (keys) toggleLabeling();
    await drawn();
    return null;
  };
const pick =
  (name: string) =>
  async ({ root }: Stage) => {
    click(named(root, '[role=radio]', name));
    await drawn();
  };
const saved = () => own({ undoUntil: Date.now() + 60_000 });
const openList = async ({ root }: Stage) => {
  click(named(root, 'button', t('palette_open')));
  await drawn();
};
const openInstructions = async ({ root }: Stage) => {
  click(named(root, 'button', t('guide_open')));
  await drawn();
};
const guided = offer({ isGuided: true });
const instructions = 'Read it **whole**.\n\n- the text\n- not the <b>firm</b>';
const guide = () => ({ instructions, examples: [good, bad], questions: [moods] });
const search = (text: string) => async (stage: Stage) => {
  await openList(stage);
  const field = stage.root.querySelector('input');
  if (field === null) throw new Error('the palette is not open');
  type(field, text);
  await drawn();
};
const state = (name: string, given: Given, then?: State['then']): State => ({
  name: `card: ${name}`,
  frame: 'overlay',
  show: card(given),
  ...(then && { then }),
});

export const states: readonly State[] = [
  state('open', {}),
  state('several choices and questions', { offers: [offer({ questions: [moods, topics] })] }),
  state('several tasks', { offers: [offer(), offer({ campaign: hex32('5'), price: null })] }),
  state('a hint is open', {}, async ({ root }) => {
    click(named(root, '.hint-button', 'Bullish'));
    await drawn();
  }),
  state('instructions', { offers: [guided] }),
  state('instructions are open', { offers: [guided], answers: { guide } }, openInstructions),
  state(
    'instructions with passages',
    {
      offers: [guided],
      answers: { guide: () => ({ instructions: '', examples: [passages], questions: [parties] }) },
    },
    openInstructions,
  ),
  state(
    'instructions do not come',
    { offers: [guided], answers: { guide: fails('no-answer') } },
    openInstructions,
  ),
  state('labeling', { keys: true }),
  state('saving', {}, async (stage) => {
    await pick('Bullish')(stage);
    await new Promise((resolve) => setTimeout(resolve, 120));
  }),
  state('saved', { answers: { save: saved } }, pick('Neutral')),
  state('failed', { answers: { save: fails('no-room') } }, pick('Bullish')),
  state('asks once more', { guard: () => 'again' }, pick('Bullish')),
  state('sends to the panel', { guard: () => 'panel' }, pick('Bullish')),
  state('folded', { offers: [offer({ own: own({ state: 'paid' }) })] }),
  state('locked', { offers: [offer({ own: own({ state: 'paid' }) })], keys: true }),
  state('nothing to redo', { keys: true }, async ({ root }) => {
    press(named(root, 'button', t('overlay_fold')), 'Backspace');
    await drawn();
  }),
  state('palette', { keys: true }, openList),
  state('palette, narrowed', { keys: true }, search('answer')),
  state('palette, nothing found', { keys: true }, search('zebra')),
];
