import { act } from 'preact/test-utils';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { drawTask } from '../../../../components/task/show-task.tsx';
import type { LabeledTask } from '../../../../lib/view/tasks.ts';
import { byName, click } from '../drawing.tsx';
import { holdTime } from '../open-overlay.tsx';
import { english } from '../words.ts';
import { answered, marked, mood, passage } from './samples.ts';

beforeEach(() => {
  holdTime();
  document.body.innerHTML = '';
});

/** The card of a task over a page of this text, or with this element. */
async function open(html: string | Element, task: LabeledTask) {
  if (typeof html === 'string') document.body.innerHTML = html;
  const host = document.createElement('div');
  const [root, layer] = [document.createElement('div'), document.createElement('div')];
  host.attachShadow({ mode: 'closed' }).append(layer, root);
  document.documentElement.append(host);
  const end = new AbortController();
  const onClose = vi.fn(() => end.abort());
  onTestFinished(() => {
    end.abort();
    host.remove();
  });
  await act(() =>
    drawTask({ host, root, layer }, { task, language: english, now: Date.now, onClose }, end.signal),
  );
  const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
  await wait(3000);
  return { root, layer, onClose, wait };
}

const itemWith = (root: HTMLElement, words: string) =>
  [...root.querySelectorAll('.asked li')].find((item) => item.textContent?.includes(words));

test('a passage that the page has leads to it, and one that it has not is listed with its words', async () => {
  const task = marked([[passage('duty', 11, 'shall pay rent')], [passage('right', 60, 'may keep a cat')]]);
  const { root } = await open('<p>The tenant shall pay rent on the first of each month.</p>', task);
  expect(byName(root, 'button', 'shall pay rent')).toBeDefined();
  const gone = itemWith(root, 'may keep a cat');
  expect(gone?.querySelector('button')).toBeNull();
  expect(gone?.textContent).toContain(english.t('span_gone'));
});

const post = (unitKey: string, quote: string, key?: string): LabeledTask => {
  const task = answered([mood('up'), mood('down')]);
  const target = { unit: 'element', unitKey, address: task.address, quote } as const;
  return {
    ...task,
    targets: { unit: 'element', selector: 'article', ...(key === undefined ? {} : { key }) },
    labels: task.labels.map((label) => ({ ...label, target })),
  };
};

test.each([
  ['its attribute', post('a2', 'Rates rise', 'data-id')],
  ['its text', post(`text1-${'0'.repeat(64)}`, 'Rates rise')],
])('an element is framed by %s, and said to be gone when it goes', async (_, task) => {
  const html = '<article data-id="a1">Calm</article><article data-id="a2">Rates  <b>rise</b></article>';
  const { root, layer, wait } = await open(html, task);
  expect(layer.querySelectorAll('.frame')).toHaveLength(1);
  expect(root.textContent).not.toContain(english.t('task_element_gone'));
  document.querySelector('[data-id=a2]')?.remove();
  await wait(3000);
  expect(layer.querySelectorAll('.frame')).toHaveLength(0);
  expect(root.textContent).toContain(english.t('task_element_gone'));
});

test('what labelers and the page say is text, whatever it looks like', async () => {
  const [label] = answered([mood('up')]).labels;
  const task = answered([], {
    received: 1,
    labels: [{ ...label!, rationale: '<img src=x onerror=alert(1)>' }],
  });
  const { root } = await open('<p>Anything</p>', { ...task, title: '<script>alert(1)</script>' });
  expect(root.querySelector('img, script')).toBeNull();
  expect(root.textContent).toContain('<img src=x onerror=alert(1)>');
});

test('of very many passages the first are shown, and how many more there are', async () => {
  const all = Array.from({ length: 5 }, (_, who) =>
    Array.from({ length: 200 }, (_, at) => passage('duty', at * 100 + who, 'shall pay')),
  );
  const { root } = await open('<p>Anything</p>', marked(all));
  expect(root.querySelectorAll('.asked li')).toHaveLength(500);
  expect(root.querySelector('.asked')?.textContent).toContain(english.t('task_more', '500'));
});

test('its button closes it', async () => {
  const { root, onClose } = await open('<p>Anything</p>', answered([mood('up')]));
  await click(byName(root, 'button', english.t('task_close')));
  expect(onClose).toHaveBeenCalledOnce();
  expect(root.textContent).toBe('');
});

test('closing it gives the focus back to what had it', async () => {
  document.body.innerHTML = '<button>Reply</button>';
  const reply = document.querySelector('button')!;
  reply.focus();
  const { root } = await open(reply, answered([mood('up')]));
  expect(document.activeElement).not.toBe(reply);
  await click(byName(root, 'button', english.t('task_close')));
  expect(document.activeElement).toBe(reply);
});
