/** What `lib/anchoring` does in a browser: its files are served as modules, their types taken out. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as Anchoring from '../../lib/anchoring/index.ts';
import { findChromium } from './chromium-program.ts';

declare global {
  var anchoring: typeof Anchoring;
}

const folder = join(import.meta.dirname, '../../lib/anchoring');
let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const [, name] = /^\/([a-z-]+\.ts)$/.exec(request.url ?? '') ?? [];
    response.setHeader('content-type', name ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(name ? stripTypeScriptTypes(await readFile(join(folder, name), 'utf8')) : '<!doctype html>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await puppeteer.launch({ executablePath: await findChromium(), args });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.evaluate("import('/index.ts').then((module) => { globalThis.anchoring = module; })");
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** Labels the element of this id in one page, and finds it in another. */
const foundIn = (before: string, after: string) =>
  page.evaluate(
    (before, after) => {
      document.body.innerHTML = before;
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('[data-label]')!);
      const label = anchoring.describe(range, document.body);
      if (label.length === 0) return 'not described';
      document.body.innerHTML = after;
      const [found] = anchoring.anchor(document.body, [label]);
      return found && [found.toString(), found.startContainer.parentElement?.id];
    },
    before,
    after,
  );

test('members of a form that the page took over are not asked', async () => {
  const names = [
    ...[
      'firstChild',
      'lastChild',
      'nextSibling',
      'previousSibling',
      'parentNode',
      'parentElement',
      'childNodes',
    ],
    ...[
      'children',
      'previousElementSibling',
      'contains',
      'localName',
      'nodeType',
      'ownerDocument',
      'closest',
    ],
  ];
  const inputs = names.map((name) => `<input name="${name}"><input name="${name}">`).join('');
  const form = `<form>${inputs}<p>before it</p><p id="a" data-label>the label</p></form><p>after</p>`;
  const images = '<img name="createTreeWalker"><img name="createRange"><img name="contains">';
  expect(await foundIn(form, form)).toEqual(['the label', 'a']);
  expect(await foundIn(form, `${images}<p>More.</p>${form}`)).toEqual(['the label', 'a']);
});

test('of two copies the one that is drawn is found', async () => {
  const text = (id: string, hidden: string) =>
    `<section ${hidden}><p>Read on</p><p id="${id}">Subscribe</p></section>`;
  const before = '<h1>News</h1><section><p>Read on</p><p data-label>Subscribe</p></section>';
  const after = (hidden: string) => `<b>Old</b><i></i>${text('a', hidden)}<h2>All</h2>${text('b', '')}`;
  expect(await foundIn(before, after('style="display:none"'))).toEqual(['Subscribe', 'b']);
  expect(await foundIn(before, after('style="visibility:hidden"'))).toEqual(['Subscribe', 'b']);
});

test('a hundred thousand nodes side by side, and a depth of thousands', async () => {
  const found = await page.evaluate(() => {
    document.body.innerHTML = '<div></div>';
    const flat = document.body.firstElementChild!;
    for (let n = 0; n < 50_000; n++) flat.append(`${n} `, document.createElement('b'));
    let deep: Element = document.body;
    for (let n = 0; n < 3000; n++) deep = deep.appendChild(document.createElement('i'));
    deep.append('at the bottom');
    const labels = [flat.childNodes[2 * 49_321]!, deep.firstChild!].map((node) => {
      const range = document.createRange();
      range.selectNode(node);
      return anchoring.describe(range, document.body);
    });
    flat.prepend('new ');
    return anchoring.anchor(document.body, labels).map((each) => each?.toString());
  });
  expect(found).toEqual(['49321', 'at the bottom']);
});

test('slices leave the page and its selection as they are', async () => {
  const told = await page.evaluate(async () => {
    document.body.innerHTML = Array.from({ length: 5000 }, (_, n) => `<p>${n} and ${n * 7919}</p>`).join('');
    getSelection()?.selectAllChildren(document.body.children[7]!);
    const range = document.createRange();
    range.selectNodeContents(document.body.children[4000]!);
    const label = anchoring.describe(range, document.body);
    document.body.prepend(document.createElement('p'));
    let changes = 0;
    const watch = new MutationObserver((records) => {
      changes += records.length;
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    let rests = 0;
    const [found] = await anchoring.anchorInSlices(document.body, [label], () => {
      rests++;
      return new Promise((rested) => setTimeout(rested));
    });
    return { text: found?.range.toString(), rests, changes, selected: getSelection()?.toString() };
  });
  expect(told).toMatchObject({ text: `4000 and ${4000 * 7919}`, changes: 0, selected: `7 and ${7 * 7919}` });
  expect(told.rests).toBeGreaterThan(3);
});
