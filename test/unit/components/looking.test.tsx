import { beforeEach, expect, test, vi } from 'vitest';
import { settle } from './drawing.tsx';
import { open } from './open-panel.tsx';
import { campaign, hex32, overview } from './samples.ts';
import { english } from './words.ts';

const { t } = english;

let hasFocus: { mockReturnValue(is: boolean): unknown };
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  return () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  };
});

const minute = () => settle(() => void vi.advanceTimersByTime(60_000));
const fourSeconds = () => settle(() => void vi.advanceTimersByTime(4000));

test('campaigns are looked for while their list has the focus, and not in other sections, beside a page, or in a campaign', async () => {
  const { go, panel, called } = await open(overview({ campaigns: [campaign({})] }));
  const looks = () => called('look').length;
  await minute();
  expect(looks()).toBe(0);
  await go(t('section_campaigns'));
  await fourSeconds();
  await fourSeconds();
  expect(looks()).toBe(2);
  hasFocus.mockReturnValue(false);
  await minute();
  expect(looks()).toBe(2);
  hasFocus.mockReturnValue(true);
  await settle(() => panel.open(hex32('1')));
  await minute();
  expect(looks()).toBe(2);
  await settle(() => panel.open(null));
  await fourSeconds();
  expect(looks()).toBe(3);
});

test('a look that takes long is waited for, and is the last when the section is left meanwhile', async () => {
  let answer = () => {};
  const look = () => new Promise<void>((resolve) => (answer = resolve));
  const { go, called } = await open(overview(), { calls: { look } });
  await go(t('section_campaigns'));
  await minute();
  expect(called('look')).toHaveLength(1);
  await settle(() => answer());
  await fourSeconds();
  expect(called('look')).toHaveLength(2);
  await go(t('section_labels'));
  await settle(() => answer());
  await minute();
  expect(called('look')).toHaveLength(2);
});
