import { render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, expect, it } from 'vitest';
import { drawWithAnswer } from '../../../components/overlay/draw-with-answer.ts';

const root = document.createElement('div');
let set: (text: string) => void = () => {};
let draws = 0;

function Text() {
  const [text, setText] = useState('nothing');
  set = setText;
  draws += 1;
  return <p>{text}</p>;
}

afterEach(() => render(null, root));

const turn = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));

it('draws what a click changes once, with the answer', async () => {
  render(<Text />, root);
  draws = 0;
  drawWithAnswer(() => set('clicked'));
  await turn();
  expect(root.textContent).toBe('nothing');
  set('saved');
  await turn();
  expect(root.textContent).toBe('saved');
  expect(draws).toBe(1);
});

it('draws it by itself where no answer comes, and everything else at once, also after an act that failed', async () => {
  render(<Text />, root);
  drawWithAnswer(() => set('clicked'));
  await expect.poll(() => root.textContent).toBe('clicked');
  expect(() =>
    drawWithAnswer(() => {
      throw new Error('a fault');
    }),
  ).toThrow('a fault');
  set('at once');
  await turn();
  expect(root.textContent).toBe('at once');
});
