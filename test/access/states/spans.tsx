import { createStore } from 'zustand/vanilla';
import { createAnswering } from '../../../components/overlay/answering.ts';
import { offerKey } from '../../../components/overlay/offer.ts';
import { BarView } from '../../../components/overlay/spans/bar-view.tsx';
import type { InHand } from '../../../components/overlay/spans/editor.ts';
import type { LazySpans } from '../../../components/overlay/spans/lazy-spans.ts';
import { SpanSheet } from '../../../components/overlay/spans/span-sheet.tsx';
import { type Standings, standingKey } from '../../../components/overlay/spans/spans.ts';
import { ownPageGuard } from '../../../components/overlay/verdict.ts';
import type { Standing } from '../../../components/question/passages.ts';
import { own } from '../../unit/components/samples.ts';
import { calls } from '../calls.ts';
import { clauses, contract, marked, markedContract, spansMarked, standings } from '../passages.ts';
import type { Stage, State } from '../state.ts';

const nothing = () => {};
const sheetOf = (offer: ReturnType<typeof contract>, draft = {}) =>
  ({ offer, draft, saved: null, busy: false, note: null }) as const;

function bar(hand: Partial<InHand>, note: 'confirm_again' | null = null) {
  return ({ layer }: Stage) => {
    const text = layer.ownerDocument.createElement('p');
    text.textContent = 'The tenant shall pay rent.';
    const range = document.createRange();
    range.selectNodeContents(text);
    return (
      <div class="surface span-bar">
        <BarView
          sheet={sheetOf(contract())}
          hand={{ range, text: range.toString(), span: null, border: 'end', fault: null, ...hand }}
          note={note}
          onGive={nothing}
          onStretch={nothing}
          onRemove={nothing}
          onClose={nothing}
        />
      </div>
    );
  };
}

function sheet(
  offer: ReturnType<typeof contract>,
  draft: typeof marked | Record<string, never>,
  keys = false,
) {
  return () => {
    const told = new Map<string, Standing>(
      spansMarked.map((span, at) => [
        standingKey(offerKey(offer), span),
        standings[at % standings.length] ?? 'placed',
      ]),
    );
    const spans: LazySpans = {
      standings: createStore<Standings>()(() => told),
      key: () => undefined,
      setLabeling: nothing,
      renew: nothing,
      show: nothing,
    };
    const answering = createAnswering([offer], { call: calls(), clock: Date.now, activeMs: () => 0 });
    return (
      <section class="surface card" aria-label="Glosa">
        <SpanSheet
          sheet={sheetOf(offer, draft)}
          answering={answering}
          guard={ownPageGuard}
          keys={keys}
          spans={spans}
        />
      </section>
    );
  };
}

const state = (name: string, show: State['show'], frame: State['frame'] = 'overlay'): State => ({
  name: `spans: ${name}`,
  frame,
  show,
});

export const states: readonly State[] = [
  state('bar', bar({}), 'layer'),
  state(
    'bar of a span',
    bar({ span: { question: clauses, span: { class: 'right', start: 0, end: 9 } } }),
    'layer',
  ),
  state('bar with a fault', bar({ fault: 'overlaps' }), 'layer'),
  state('bar that asks once more', bar({}, 'confirm_again'), 'layer'),
  state('nothing marked', sheet(contract(), {})),
  state('nothing marked, labeling', sheet(contract(), {}, true)),
  state('marks of every class and standing', sheet(markedContract(), marked)),
  state('locked', sheet(markedContract({ own: own({ body: marked, state: 'paid' }) }), marked)),
];
