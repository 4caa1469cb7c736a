import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import en from '../../../public/_locales/en/messages.json';
import es from '../../../public/_locales/es/messages.json';

const root = new URL('../../../', import.meta.url);
const sources = ['components', 'entrypoints', 'lib']
  .flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .concat('wxt.config.ts')
  .map((file) => ({ file, text: readFileSync(new URL(file, root), 'utf8') }));

const keys = Object.keys(en) as (keyof typeof en)[];
const placeholders = (message: string) => [...new Set(message.match(/\$[1-9]/g))].sort();

test('Spanish has the keys of English', () => {
  expect(Object.keys(es)).toEqual(keys);
});

test('every string takes the same substitutions in both languages', () => {
  for (const key of keys) expect(placeholders(es[key].message), key).toEqual(placeholders(en[key].message));
});

test('no string is empty', () => {
  for (const key of keys) {
    expect(en[key].message.trim(), key).not.toBe('');
    expect(es[key].message.trim(), key).not.toBe('');
  }
});

test('every key is used', () => {
  const all = sources.map(({ text }) => text).join('\n');
  const composed = [...all.matchAll(/`([a-z_]+_)\$\{\w+\}([a-z_]*)`/g)].map(
    ([, before, after]) => new RegExp(`^${before}[a-z]+${after}$`),
  );
  const used = (key: string) =>
    all.includes(`'${key}'`) || all.includes(`__MSG_${key}__`) || composed.some((shape) => shape.test(key));
  expect(keys.filter((key) => !used(key))).toEqual([]);
});

test('the manifest names only keys that exist', () => {
  const named = sources.flatMap(({ text }) => [...text.matchAll(/__MSG_(\w+?)__/g)].map(([, key]) => key));
  expect(named.filter((key) => key !== undefined && !Object.hasOwn(en, key))).toEqual([]);
});

const spoken = ['title', 'alt', 'label', 'placeholder', 'aria-label', 'aria-description', 'aria-valuetext'];

/** Text between tags, and attributes that are read out, with letters in them. */
function literals(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one);
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const { type, value, name } = node as { type: string; value?: unknown; name?: { name?: unknown } };
    if (type === 'JSXText' && /\p{L}/u.test(String(value))) found.push(String(value).trim());
    if (type === 'JSXAttribute' && spoken.includes(String(name?.name))) {
      const given = (value as { type?: string; value?: unknown } | null) ?? {};
      if (given.type === 'Literal' && /\p{L}{3}/u.test(String(given.value)) && given.value !== 'https://')
        found.push(String(given.value));
    }
    Object.values(node).forEach(visit);
  };
  visit(parseSync(file, text).program);
  return found;
}

test('no words stand in the views', () => {
  const views = sources.filter(({ file }) => file.endsWith('.tsx'));
  expect(views.length).toBeGreaterThan(20);
  expect(views.flatMap(({ file, text }) => literals(file, text).map((found) => `${file}: ${found}`))).toEqual(
    [],
  );
});

test('the search for words finds them', () => {
  const seeded = 'export const A = () => <p title="Some words">Save</p>;';
  expect(literals('a.tsx', seeded)).toEqual(['Some words', 'Save']);
});
