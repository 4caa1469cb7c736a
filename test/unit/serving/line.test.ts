import './own-browser.ts';
import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, it } from 'vitest';
import type { Runtime } from 'webextension-polyfill';
import { makeLine } from '../../../entrypoints/overlay.content/line.ts';
import { answerOn } from '../../../lib/serving/line.ts';
import { ownId } from './own-browser.ts';

const sender: Runtime.MessageSender = { id: ownId, url: 'https://news.example/' };

/** The first message that the page's side of the newest port gets. */
let greeted: Promise<unknown>;

/** Ports of this process in the form of a browser's. */
function connected(door: (message: unknown, sender: Runtime.MessageSender) => Promise<unknown> | undefined) {
  const { port1, port2 } = new MessageChannel();
  greeted = once(port1, 'message');
  const of = (port: MessagePort) => ({
    name: '',
    sender,
    postMessage: (message: unknown) => port.postMessage(message),
    disconnect: () => port.close(),
    onMessage: { addListener: (heard: (message: unknown) => void) => void port.on('message', heard) },
    onDisconnect: { addListener: (heard: () => void) => void port.on('close', heard) },
  });
  answerOn(door as never)(of(port2) as never);
  return { page: of(port1), die: () => port2.close() };
}

/** Until the other side has said that it is there. */
const there = async (line: { open(): void }) => {
  line.open();
  await greeted;
  await new Promise(setImmediate);
};

it('answers each call by its number, in whatever order they are done, at the door and as its sender', async () => {
  const heard: unknown[] = [];
  const done: (() => void)[] = [];
  const line = makeLine(
    () =>
      connected((message, from) => {
        heard.push([message, from]);
        return new Promise((resolve) => done.push(() => resolve({ ok: true, value: message })));
      }).page,
  );
  await there(line);
  const asked = ['one', 'two'].map((call) => line.ask({ call, with: {} }));
  await expect.poll(() => done.length).toBe(2);
  for (const finish of done.toReversed()) finish();
  expect(await Promise.all(asked)).toEqual(
    ['one', 'two'].map((call) => ({ ok: true, value: { call, with: {} } })),
  );
  expect(heard).toEqual(['one', 'two'].map((call) => [{ call, with: {} }, sender]));
});

it('rejects what was under way when the background died, and opens anew for the next call', async () => {
  const deaths: (() => void)[] = [];
  let answers = false;
  const line = makeLine(() => {
    const { page, die } = connected(() => (answers ? Promise.resolve('answer') : new Promise(() => {})));
    deaths.push(die);
    return page;
  });
  line.open();
  line.open();
  expect(deaths).toHaveLength(1);
  await there(line);
  const cut = line.ask({ call: 'save', with: {} });
  deaths[0]?.();
  await expect(cut).rejects.toThrow('closed');
  answers = true;
  await expect(line.ask({ call: 'save', with: {} })).rejects.toThrow('nobody');
  await expect.poll(() => line.ask({ call: 'save', with: {} }).catch(() => '')).toBe('answer');
  expect(deaths).toHaveLength(2);
});

it('P12 answers no message that is no call, whoever sends it', async () => {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  answerOn((() => heard.push('a call')) as never)({
    sender,
    postMessage: () => {},
    onMessage: { addListener: (listener: (message: unknown) => void) => void port2.on('message', listener) },
  } as never);
  for (const message of [null, 'text', { number: '1', content: {} }, { number: 1 }, { content: {} }])
    port1.postMessage(message);
  port1.postMessage({ number: 1, content: {} });
  await expect.poll(() => heard).toEqual(['a call']);
  port1.close();
});
