import { expect, test } from 'vitest';
import { answerOf } from '../../../lib/protocol/api/answer.ts';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { routes } from '../../../lib/protocol/api/routes.ts';
import { samples } from './samples.ts';

const names = Object.keys(routes) as (keyof typeof routes)[];
const told = names.flatMap((name) => {
  const { values } = samples.find(({ schema }) => schema === routes[name].answer) ?? { values: [] };
  return values.map((value) => ({ name, value }));
});
const read = (name: keyof typeof routes, value: unknown) => parseJson(answerOf(name), JSON.stringify(value));

/** Statements are hashed as they stand; a catalogue's news are told to who asks for them. */
const whole = ['epoch', 'campaigns'];
const grows = told.filter(({ name }) => !whole.includes(name));

test('an answer is known of every route', () => {
  expect(new Set(told.map(({ name }) => name))).toEqual(new Set(names));
});

test.each(grows)(
  '$name: what a later relay says beside the answer keeps nobody from it',
  ({ name, value }) => {
    expect(read(name, { ...Object(value), later: { much: [1] } })).toEqual({ ok: true, value });
    const [first = ''] = Object.keys(Object(value));
    const { [first]: _, ...less } = Object(value);
    expect(read(name, { ...less, later: 1 }).ok).toBe(false);
  },
);

test.each(told.filter(({ name }) => whole.includes(name)))(
  '$name: is read whole or not at all',
  ({ name, value }) => {
    expect(read(name, value)).toEqual({ ok: true, value });
    expect(read(name, { ...Object(value), later: 1 }).ok).toBe(false);
  },
);

test.each(grows)('$name: what stands deeper is read whole or not at all', ({ name, value }) => {
  for (const [field, inner] of Object.entries(Object(value))) {
    const [one] = Array.isArray(inner) ? inner : [inner];
    if (typeof one !== 'object' || one === null || Array.isArray(one)) continue;
    const more = { ...one, later: 1 };
    expect([
      field,
      read(name, { ...Object(value), [field]: Array.isArray(inner) ? [more] : more }).ok,
    ]).toEqual([field, false]);
  }
});
