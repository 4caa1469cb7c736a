import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTaskList } from '../../../lib/formats/task-list.ts';
import { mostListed } from '../../../lib/protocol/terms/terms.ts';

const read = (text: string) => readTaskList(new TextEncoder().encode(text));
const a = 'https://a.example/1';
const b = 'https://b.example/x?q=1,2';

it.each([
  ['plain lines', `${a}\r\n\r\n${a}\n`],
  ['a table with a named column', `id,URL,note\n1,${a},"says ""no"", twice"\n`],
  ['a table without a head', `7;${a};x\n8;https://b.example/;y\n`],
  ['tabs', `title\tlink\nA story\t${a}\n`],
  ['JSON Lines of objects', `{"id":1,"url":"${a}"}\n{"address":"https://b.example/"}\n`],
  ['JSON Lines of strings', `"${a}"\n"https://b.example/"`],
  ['UTF-8 with its mark', `\uFEFFurl\n${a}\n`],
])('reads %s', (_, text) => {
  expect(read(text)).toMatchObject({ ok: true });
  const list = read(text);
  expect(list.ok && list.addresses[0]).toBe(a);
});

it('keeps a comma inside quotes, and says what stood there twice', () => {
  expect(read(`url\n"${b}"\n${a}\n"${b}"\n`)).toEqual({
    ok: true,
    addresses: [b, a],
    repeated: 1,
    known: [],
  });
});

it('reads UTF-16 as spreadsheets write it, and guesses no other encoding', () => {
  const text = `url\n${a}\n`;
  const units = Uint8Array.from(`\uFEFF${text}`, (unit) => unit.charCodeAt(0) & 0xff);
  const wide = new Uint8Array(units.length * 2);
  for (const [index, unit] of units.entries()) wide[index * 2] = unit;
  wide.set([0xff, 0xfe]);
  expect(readTaskList(wide)).toEqual({ ok: true, addresses: [a], repeated: 0, known: [] });
  const latin = Uint8Array.from(`url,título\n${a},x\n`, (unit) => unit.charCodeAt(0));
  expect(readTaskList(latin)).toEqual({ ok: false, fault: { code: 'encoding' } });
});

it.each([
  ['a column', `url,Answer\n${a},up\nhttps://b.example/,\n`],
  ['a field', `{"url":"${a}","gold":" up "}\n{"url":"https://b.example/","gold":7}\n`],
])('takes known answers from %s', (_, text) => {
  expect(read(text)).toMatchObject({
    addresses: [a, 'https://b.example/'],
    known: [{ address: a, answer: 'up' }],
  });
});

it.each([
  ['', { code: 'no-addresses' }],
  ['name,age\nAnn,7\n', { code: 'no-addresses' }],
  [`{"url":"${a}"}\n{"url":`, { code: 'broken', line: 2 }],
  [`{"url":"${a}"}\n{"n":1}`, { code: 'broken', line: 2 }],
  [`url\n"${a}\n`, { code: 'broken' }],
  [
    Array.from({ length: mostListed + 1 }, (_, n) => `https://a.example/${n}`).join('\n'),
    { code: 'too-many', count: mostListed + 1 },
  ],
])('says why not: %#', (text, fault) => {
  expect(read(text)).toMatchObject({ ok: false, fault });
});

it('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(typeof readTaskList(bytes).ok).toBe('boolean');
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(typeof read(text).ok).toBe('boolean');
    }),
  );
});
