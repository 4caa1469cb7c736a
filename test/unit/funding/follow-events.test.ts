import { afterEach, expect, test } from 'vitest';
import { followEvents } from '../../../lib/funding/follow-events.ts';
import { type HttpRelay, startHttpRelay } from '../sync/http-relay.ts';

let relay: HttpRelay | undefined;
afterEach(() => relay?.stop());

test('looks at each event, opens the stream anew when it ends or can not be opened, and stops when told to', async () => {
  const answers = [
    { status: 200, body: 'event: ready\ndata: \n\n:\n\nevent: changed\ndata: \n\n' },
    { status: 503, body: '{}' },
    { status: 200, body: `data: ${'x'.repeat(10_000)}` },
    { status: 200, body: 'event: ready\ndata: \n\n', goesOn: true },
  ];
  const started = await startHttpRelay((_, response) => {
    const { status, body, goesOn } = answers[started.asked.length - 1] ?? { status: 500, body: '' };
    response.writeHead(status, { 'content-type': 'text/event-stream' });
    response.write(body);
    if (goesOn !== true) response.end();
  });
  relay = started;
  const left = new AbortController();
  const looked: number[] = [];
  let tokens = 0;
  const access = async () => ({ url: `${started.url}/v1/x`, token: `t${++tokens}` });
  const followed = followEvents(
    access,
    () => {
      looked.push(started.asked.length);
      if (looked.length === 6) left.abort();
    },
    left.signal,
    20,
  );
  await followed;
  // Two events of the first stream; one look after each stream that ended or failed; one event of the last.
  expect(looked).toEqual([1, 1, 1, 2, 3, 4]);
  expect(started.asked.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer t1',
    'Bearer t2',
    'Bearer t3',
    'Bearer t4',
  ]);
});
