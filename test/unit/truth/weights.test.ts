import { expect, test } from 'vitest';
import { readLabels } from '../../../lib/truth/given.ts';
import { judge } from '../../../lib/truth/judge/judge.ts';
import { weightsOf } from '../../../lib/truth/judge/weights.ts';
import { always, crowdOf, honest, named } from './crowd.ts';

const crowd = crowdOf(
  1,
  { tasks: 500, classes: 3, perTask: 5 },
  {
    ...named('good', 8, () => honest(0.9, 3)),
    ...named('mid', 8, () => honest(0.6, 3)),
    lazy: always(1),
  },
);
const { sheet, golds, accounts } = readLabels(crowd.labels, { classes: 3 });
const judgement = judge(sheet, golds);
const weights = weightsOf(sheet, judgement);

function owned(prefix: string): number {
  let sum = 0;
  let labels = 0;
  for (let at = 0; at < weights.length; at++) {
    if (!accounts.sorted[sheet.account[at]!]!.startsWith(prefix)) continue;
    sum += weights[at]!;
    labels += 1;
  }
  return sum / labels;
}

test('weights are whole and bounded', () => {
  for (const weight of weights)
    expect(weight >= 0 && weight <= Math.floor(Math.log(19) * 1_000_000)).toBe(true);
});

test('better labelers own more of each label; who answers without looking owns nothing', () => {
  expect(owned('good')).toBeGreaterThan(1.5 * owned('mid'));
  expect(owned('mid')).toBeGreaterThan(0);
  expect(owned('lazy')).toBe(0);
});

test('labels that say something else own next to nothing, nearly all of the others something', () => {
  let [wrong, right, silent, labels] = [0, 0, 0, 0];
  for (let task = 0; task < sheet.tasks; task++)
    for (let at = sheet.start[task]!; at < sheet.start[task + 1]!; at++) {
      if (sheet.slotClass[sheet.slot[at]!] !== judgement.truth[task]) wrong += weights[at]!;
      else {
        right += weights[at]!;
        labels += 1;
        if (weights[at] === 0) silent += 1;
      }
    }
  expect(wrong / right).toBeLessThan(0.01);
  expect(silent / labels).toBeLessThan(0.1);
});
