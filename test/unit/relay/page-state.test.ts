import { describe, expect, test } from 'vitest';
import { readMissed } from '../../../lib/protocol/label/missed-page.ts';
import { pageStateOf } from '../../../relay/settlement/pages.ts';
import { sampleTerms } from '../queue/sample.ts';
import { openLabel } from './open-label.ts';

const terms = sampleTerms();
const day = 86_400;
const now = 20_000 * day;
const situation = {
  terms,
  pages: { sees: true, until: now },
  golds: { opened: new Map(), truths: new Map(), isOn: () => false },
  scores: new Map(),
  dueBy: now + 60,
};
/** A label that was received then, of a page that was missed last then. */
const label = (received: number, last: number) =>
  openLabel(1, {
    acceptBy: received + terms.acceptByHours * 3600,
    page: { outcome: 'gone', looks: 2, status: 404, first: last - day, last },
  });

describe('a page that was missed', () => {
  test('is none, with evidence that whoever knows the cut takes', () => {
    const said = pageStateOf(situation, [label(now - 200, now - 100)]);
    if (typeof said !== 'object') throw new Error(said);
    expect(readMissed(said.evidence)?.last).toBeLessThanOrEqual(now);
  });

  test('may have come to be where somebody labeled it after that, while no promise is due', () => {
    const labels = [label(now - 9000, now - 5000), label(now - 100, now - 5000)];
    expect(pageStateOf(situation, labels)).toBe('unsure');
    const dueBy = labels[0]!.acceptBy;
    expect(pageStateOf({ ...situation, dueBy }, labels)).toMatchObject({ evidence: expect.anything() });
  });

  test('by a clock that was ahead is not known to be missed: no verification would take that', () => {
    expect(pageStateOf(situation, [label(now - 200, now + day)])).toBe('unsure');
  });
});
