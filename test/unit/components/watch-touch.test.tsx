import { expect, onTestFinished, test } from 'vitest';
import { watchTouch } from '../../../components/overlay/watch-touch.ts';

test('what is done to a card that stands in another root than before is told as well', async () => {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const host = document.createElement('div');
  document.documentElement.append(host);
  let touches = 0;
  const onTouch = () => {
    touches += 1;
  };
  watchTouch([host], onTouch, end.signal);
  const told = async (act: () => void) => {
    const before = touches;
    act();
    await new Promise((resolve) => setTimeout(resolve));
    return touches > before;
  };
  expect(await told(() => host.setAttribute('style', 'left: 1px'))).toBe(true);
  expect(await told(() => host.remove())).toBe(true);
  const root = document.createElement('html');
  document.documentElement.remove();
  expect(await told(() => document.append(root))).toBe(true);
  expect(await told(() => root.append(host))).toBe(true);
  expect(await told(() => host.remove())).toBe(true);
});
