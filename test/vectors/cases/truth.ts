import { exp, log } from '../../../lib/truth/exp-log.ts';
import { readLabels } from '../../../lib/truth/given.ts';
import { judge } from '../../../lib/truth/judge/judge.ts';
import { bitsOf } from '../../unit/truth/bits.ts';
import { always, chance, crowdOf, honest, named, ring } from '../../unit/truth/crowd.ts';

/** Arguments over the whole range that the judge uses, and at the ends; by their bits. */
export function expLog() {
  const draw = chance(1);
  const small = Array.from({ length: 40 }, () => -40 * draw() * draw());
  const shares = Array.from({ length: 40 }, () => draw() * draw() * draw());
  const exps = [0, -1, 1, -0.5, -700, -744, 709, ...small].map((x) => ['exp', x, exp(x)] as const);
  const logs = [1, 0.5, 2, 0.001, 1e-12, 1e300, 2.2250738585072014e-308, ...shares].map(
    (x) => ['log', x, log(x)] as const,
  );
  const cases = [...exps, ...logs].map(([of, x, y]) => ({ of, x: bitsOf(x), bits: bitsOf(y) }));
  return { cases };
}

/** Crowds with what the judge makes of them, to the last part per million. */
export function judged() {
  const plain = crowdOf(
    2,
    { tasks: 40, classes: 3, perTask: 5 },
    {
      ...named('good', 6, (n) => honest(0.6 + 0.06 * n, 3)),
      ...named('lazy', 2, () => always(1)),
    },
  );
  const ringed = crowdOf(
    3,
    { tasks: 60, classes: 2, perTask: 7 },
    { ...named('good', 6, () => honest(0.85, 2)), ...named('ring', 4, () => ring(2)) },
  );
  const golds = new Map([...ringed.truth].filter(([task]) => task % 5 === 0));
  return { cases: [caseOf(plain.labels, 3), caseOf(ringed.labels, 2, golds)] };
}

function caseOf(
  labels: ReturnType<typeof crowdOf>['labels'],
  classes: number,
  golds = new Map<number, number>(),
) {
  const given = readLabels(labels, { classes, golds });
  const { truth, ppm } = judge(given.sheet, given.golds);
  return {
    classes,
    labels: labels.map(({ task, worker, label }) => `${task} ${worker} ${label}`),
    golds: [...golds].map(([task, label]) => `${task} ${label}`),
    truth: truth.join(' '),
    ppm: ppm.join(' '),
  };
}
