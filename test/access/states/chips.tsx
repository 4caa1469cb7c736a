import { createStore } from 'zustand/vanilla';
import { createAnswering } from '../../../components/overlay/answering.ts';
import { ChipButton } from '../../../components/overlay/chips/chip-button.tsx';
import { ChipsCount, ChipsLines } from '../../../components/overlay/chips/chips-lines.tsx';
import type { Counts } from '../../../components/overlay/chips/counts.ts';
import { OpenChipView } from '../../../components/overlay/chips/open-chip-view.tsx';
import { GuideContext } from '../../../components/overlay/guide/guide-context.ts';
import { lateGuide } from '../../../components/overlay/guide/late-guide.tsx';
import { openGuide } from '../../../components/overlay/guide/open-guide.tsx';
import { styleOf } from '../../../components/overlay/surface.ts';
import { ownPageGuard } from '../../../components/overlay/verdict.ts';
import { bad } from '../../unit/components/example-samples.ts';
import { moods, offer, own } from '../../unit/components/samples.ts';
import { english } from '../../unit/components/words.ts';
import { calls, fails } from '../calls.ts';
import { click, drawn, named } from '../person.ts';
import type { Stage, State } from '../state.ts';

const { own: _, target: __, ...asked } = offer({ title: 'Tone of posts' });
const guide = { instructions: 'Read it.', examples: [bad], questions: [moods] };
const Guide = lateGuide(async (_, place) =>
  openGuide({ place, guide, language: english, styleOf: (css) => styleOf(css, 'own') }),
);
const counts = createStore<Counts>()(() => [
  { offer: { ...asked, isGuided: true, address: 'https://news.example/a', selector: 'article' }, found: 12 },
]);
const answering = (said: ReturnType<typeof own> | null = null, save = calls()) =>
  createAnswering([offer({ own: said })], { call: save, clock: Date.now, activeMs: () => 0 });
const state = (name: string, show: State['show'], then?: State['then']): State => ({
  name: `chips: ${name}`,
  frame: name === 'counted' ? 'overlay' : 'layer',
  show,
  ...(then && { then }),
});
const chip = (open: boolean, said: ReturnType<typeof own> | null) => () => (
  <div class="chip" style="top: 40px; left: 200px">
    <ChipButton answering={answering(said)} open={open} reachable />
  </div>
);
const opened =
  (before: string | null, failing = false) =>
  () => (
    <div class="surface open-chip">
      <OpenChipView
        answering={answering(null, failing ? calls({ save: fails('no-room') }) : calls())}
        guard={ownPageGuard}
        labeling={before !== null}
        before={before}
      />
    </div>
  );

export const states: readonly State[] = [
  state('closed', chip(false, null)),
  state('its chip is open', chip(true, null)),
  state('labeled', chip(false, own())),
  state('open', opened(null)),
  state('open, after another by keys', opened('Bullish')),
  state('failed', opened(null, true), async ({ root }: Stage) => {
    click(named(root, '[role=radio]', 'Neutral'));
    await drawn();
  }),
  state(
    'counted',
    () => (
      <GuideContext.Provider value={Guide}>
        <section class="surface card" aria-label="Glosa">
          <ChipsLines counts={counts} />
          <ChipsCount counts={counts} />
        </section>
      </GuideContext.Provider>
    ),
    async ({ root }) => {
      click(named(root, 'button', english.t('guide_open')));
      await drawn();
    },
  ),
];
