import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chipBox,
  chipPlace,
  chipSize,
  cornerOf,
  openPlace,
} from '../../../../components/overlay/chips/places.ts';
import type { Flow } from '../../../../components/overlay/layer/flow.ts';

const view = { width: 1000, height: 700 };
const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

test('a chip stands in the upper end corner of its element, and where a tall one begins to be seen', () => {
  expect(chipPlace(box(100, 200, 400, 90), 1000, 0, 'right')).toEqual({ left: 496, top: 204, side: 'right' });
  expect(chipPlace(box(100, -300, 400, 900), 1000, 0, 'right')).toEqual({ left: 496, top: 4, side: 'right' });
  expect(chipPlace(box(100, -300, 400, 310), 1000, 0, 'right')?.top).toBe(-18);
  expect(chipPlace(box(900, 10, 400, 90), 1000, 0, 'right')?.left).toBe(996);
  expect(chipPlace(box(100, 200, 400, 90), 1000, 1, 'right')?.top).toBe(204 + chipSize + 4);
  expect(chipPlace(box(0, 0, 0, 0), 1000, 0, 'right')).toBeUndefined();
});

test('where text begins at the right, or runs down from there, its chip stands at the left', () => {
  expect(['ltr', 'rtl', 'vertical-rl', 'vertical-lr'].map((flow) => cornerOf(flow as Flow))).toEqual([
    'right',
    'left',
    'left',
    'right',
  ]);
  const at = chipPlace(box(100, 200, 400, 90), 1000, 0, 'left');
  expect(at).toEqual({ left: 104, top: 204, side: 'left' });
  expect(chipBox(at!)).toEqual(box(104, 204, chipSize, chipSize));
  expect(chipPlace(box(-300, 10, 400, 90), 1000, 0, 'left')?.left).toBe(4);
});

test('the open chip is whole in the viewport, beside its chip, and not under the card where there is room', () => {
  const coordinate = fc.integer({ min: 30, max: 660 });
  const sizes = fc.record({ width: fc.constant(300), height: fc.integer({ min: 80, max: 400 }) });
  fc.assert(
    fc.property(coordinate, coordinate, sizes, fc.constantFrom('left', 'right'), (left, top, size, side) => {
      const chip = chipBox({ left, top, side });
      const at = openPlace(chip, size, view, undefined);
      expect(at.left).toBeGreaterThanOrEqual(0);
      expect(at.top).toBeGreaterThanOrEqual(0);
      expect(at.left + size.width).toBeLessThanOrEqual(view.width);
      expect(at.top + size.height).toBeLessThanOrEqual(view.height);
    }),
  );
  const card = box(650, 450, 340, 240);
  const at = openPlace(
    chipBox({ left: 980, top: 440, side: 'right' }),
    { width: 300, height: 200 },
    view,
    card,
  );
  expect(at.top + 200 <= card.top || at.left + 300 <= card.left).toBe(true);
});
