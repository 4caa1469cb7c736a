import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Label } from '../../lib/protocol/label/label.ts';
import type { Span } from '../../lib/protocol/question/span.ts';
import { taskId } from '../../lib/protocol/signed/ids.ts';
import { selectionTargetOf } from '../../lib/protocol/target/places.ts';
import type { Place } from '../../lib/protocol/target/selection.ts';
import { article, makeLabel, type Opened } from './labeler.ts';
import { fileOf, joined, statementOf } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(() => scene.stopWork());

const openContracts = (max = 3) =>
  scene.openCampaign({
    questions: [
      {
        kind: 'span',
        id: 'clauses',
        ask: 'Which passages oblige or entitle?',
        classes: [
          { id: 'duty', label: 'Duty' },
          { id: 'right', label: 'Right' },
        ],
        spans: { min: 0, max: 5 },
        overlap: false,
      },
    ],
    targets: { unit: 'selection' },
    policy: {
      redundancy: { min: max, max },
      stopConfidence: 900_000,
      hold: { scored: 0, golds: 0 },
      pay: 'flat',
    },
  });

const duty = (start: number, end: number): Span => ({ class: 'duty', start, end });
const placeAt = ({ start, end }: Span): Place => [
  { type: 'TextPositionSelector', start, end },
  { type: 'TextQuoteSelector', exact: `secret ${start} to ${end}`, prefix: 'before ', suffix: ' after' },
];

function marked({ campaign }: Opened, spans: Span[], places = spans.map(placeAt)): Label {
  const target = selectionTargetOf(article(1), places);
  const body: Label['body'] = { clauses: { kind: 'span', spans } };
  return makeLabel(campaign, article(1), 'up', { target, task: taskId(campaign, target), body });
}

test('one page is one task, whatever is marked there; what does not fit is refused', async () => {
  const opened = await openContracts();
  const labeler = await joined(scene, opened);
  const { refused } = await labeler.send(opened, [
    marked(opened, [duty(2, 3)], []),
    marked(opened, [duty(2, 3)], [placeAt(duty(2, 3)), placeAt(duty(5, 6))]),
    marked(opened, [duty(2, 6), duty(4, 9)]),
    marked(opened, [duty(4, 9), duty(2, 3)], [placeAt(duty(2, 3)), placeAt(duty(4, 9))]),
    marked(opened, [{ class: 'other', start: 2, end: 3 }]),
    makeLabel(opened.campaign, article(1)),
    marked(opened, [duty(2, 3), duty(4, 9)]),
    marked(opened, [duty(20, 30)]),
  ]);
  expect(refused).toEqual([
    [0, 'bad-body'],
    [1, 'bad-body'],
    [2, 'bad-body'],
    [3, 'bad-body'],
    [4, 'bad-body'],
    [5, 'bad-task'],
    [7, 'duplicate'],
  ]);
});

test('P13: spans of three are settled and paid; public files have their letters and classes, never their words', async () => {
  const opened = await openContracts();
  for (const spans of [[duty(0, 10)], [duty(0, 10), { class: 'right', start: 20, end: 25 }], [duty(2, 12)]]) {
    const labeler = await joined(scene, opened);
    await labeler.send(opened, [marked(opened, spans)]);
  }
  const epoch = await scene.closeEpoch();
  const { statement } = await statementOf(scene, epoch);
  const { file, text } = await fileOf(scene, statement, opened.campaign);
  expect(file.rows.map(({ state }) => state)).toEqual(['paid', 'paid', 'paid']);
  const [first] = file.rows;
  // Of 17 letters in 3 labels each, 4 + 24 + 4 + 10 are as most have them.
  expect(first).toMatchObject({
    counted: true,
    posterior: { clauses: Math.floor((42 * 1_000_000) / 51) },
    opened: { body: { clauses: { kind: 'span', spans: [duty(0, 10)] } } },
  });
  for (const word of ['secret', 'before ', ' after', article(1)]) expect(text).not.toContain(word);
});
