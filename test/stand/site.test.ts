import { glob, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from './site.ts';

const root = fileURLToPath(new URL('../site/', import.meta.url));
let site: Site;

beforeAll(async () => {
  site = await startSite();
});

afterAll(() => site.stop());

test('every page is served as HTML under its canonical address', async () => {
  let pages = 0;
  for await (const file of glob('**/*.html', { cwd: root })) {
    if (file.includes('.edition-')) continue;
    const path = `/${file.replace(/(index)?\.html$/, '')}`;
    const response = await fetch(site.url + path);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain(`<link rel="canonical" href="${path}">`);
    pages += 1;
  }
  expect(pages).toBeGreaterThanOrEqual(10);
});

test('a later edition of a page is another text under the same canonical address', async () => {
  const [first, second, none] = await Promise.all(
    ['', '?edition=2', '?edition=3'].map(async (query) =>
      (await fetch(`${site.url}/contracts/storage${query}`)).text(),
    ),
  );
  const canonical = '<link rel="canonical" href="/contracts/storage">';
  expect(first).toContain(canonical);
  expect(second).toContain(canonical);
  expect(second).not.toBe(first);
  expect(none).toBe('There is no such page on the sample site.\n');
});

const ownScript = /<script type="module" src="\/live\/[a-z]+\.js"><\/script>/;

test('no page asks anybody else for anything, and none but the live ones has a script', async () => {
  for await (const file of glob('**/*.{html,css,svg,js}', { cwd: root })) {
    const text = (await readFile(root + file, 'utf8'))
      .replaceAll('http://www.w3.org/2000/svg', '')
      .replaceAll('https://schema.org/', '')
      .replace(file.startsWith('live/') ? ownScript : '', '');
    expect(text, file).not.toMatch(/<script|https?:|url\(|@import/i);
  }
});

test('every link of the front page leads somewhere', async () => {
  const front = await (await fetch(site.url)).text();
  for (const [, path] of front.matchAll(/href="(\/[^"]*)"/g)) {
    expect((await fetch(`${site.url}${path}`)).status, path).toBe(200);
  }
});

test('one article forbids everything but its style sheet', async () => {
  const response = await fetch(`${site.url}/news/ostra-battery-recall`);
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'");
});

test.each(['/../stand/site.ts', '/%2e%2e/stand/keys.ts', '/news', '//x', '/site.css/', '/a%00b'])(
  '%s is not found',
  async (path) => {
    const { port } = new URL(site.url);
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  },
);
