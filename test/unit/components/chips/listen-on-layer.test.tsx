import { expect, onTestFinished, test } from 'vitest';
import type { Chip } from '../../../../components/overlay/chips/follow-elements.ts';
import { type LayerNeeds, listenOnLayer } from '../../../../components/overlay/chips/listen-on-layer.ts';
import { press } from '../drawing.tsx';

/** One chip that can be opened, with a button in what opens. */
function layerOfOne() {
  const end = new AbortController();
  const host = document.createElement('div');
  host.innerHTML =
    '<div class="chip"><button id="chip"></button></div><div><button id="answer"></button></div>';
  document.body.append(host);
  onTestFinished(() => {
    end.abort();
    host.remove();
  });
  const [box, openRoot] = host.children as unknown as [HTMLElement, HTMLElement];
  const chip = { box } as Chip;
  let current: Chip | undefined;
  const tour = {
    isOn: () => false,
    show: (one: Chip) => {
      current = one;
    },
    close: () => {
      current = undefined;
    },
  };
  const open = { current: () => current };
  const needs = { host, layer: host, openRoot, chips: () => [chip], open, tour };
  listenOnLayer(needs as unknown as LayerNeeds, end.signal);
  const button = (id: string) => host.querySelector<HTMLElement>(`#${id}`)!;
  return { button, isOpen: () => current === chip };
}

test('a chip opens with the focus; Esc closes it from inside, with the focus back on the chip', async () => {
  const { button, isOpen } = layerOfOne();
  button('chip').focus();
  expect(isOpen()).toBe(true);
  button('answer').focus();
  await press(button('answer'), 'Escape');
  expect(isOpen()).toBe(false);
  expect(document.activeElement).toBe(button('chip'));
});
