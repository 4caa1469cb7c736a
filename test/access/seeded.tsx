/* biome-ignore-all lint/a11y: faults are what it is for */
import type { State } from './state.ts';

const bad = (name: string, show: State['show'], frame: State['frame'] = 'overlay'): State => ({
  name: `seeded: ${name}`,
  frame,
  show,
});
const nothing = () => {};

/** Faults that have to be found, each by the check whose name it has. */
export const seeded: readonly State[] = [
  bad('axe button-name', () => <button type="button" onClick={nothing} />),
  bad('axe color-contrast', () => <p style="color: #999; background: #aaa">{'Hardly to be read'}</p>),
  bad('dark: axe color-contrast', () => (
    <p style="color: light-dark(#000, #444); background: light-dark(#fff, #222)">{'Hard to read at night'}</p>
  )),
  bad('axe aria-required-attr', () => <div role="checkbox" tabIndex={0} aria-label="Checked or not" />),
  bad('axe label', () => <input type="text" />, 'panel'),
  bad('target', () => (
    <button type="button" style="min-width: 0; min-height: 0; width: 20px; height: 20px; padding: 0">
      {'x'}
    </button>
  )),
  bad('focus is not seen', () => (
    <button type="button" style="outline: none">
      {'Focus'}
    </button>
  )),
  bad('focus is hidden', () => (
    <div style="position: relative">
      <button type="button">{'Under it'}</button>
      <div style="position: absolute; inset: -8px; background: white" />
    </div>
  )),
  bad('moves', () => <p style="transition: opacity 1s">{'Fades'}</p>),
  bad('a word is missing', () => <p>{'It is the chain with the number . Add it.'}</p>),
  bad('not heard: an alert', () => <div role="alert" />),
  bad('not heard: what is wrong', () => <input type="text" aria-label="Name" aria-invalid="true" />, 'panel'),
  bad('told by colour alone', () => (
    <div role="radiogroup" aria-label="Which">
      <button type="button" role="radio" aria-checked="true" style="background: gold">
        {'One'}
      </button>
      <button type="button" role="radio" aria-checked="false" style="background: white">
        {'Two'}
      </button>
    </div>
  )),
  bad('too wide', () => <p style="width: 700px">{'Wider than a narrow window'}</p>, 'panel'),
  bad('too wide: <div', () => (
    <div class="surface" style="width: 700px">
      {'Wider than a narrow window'}
    </div>
  )),
];
