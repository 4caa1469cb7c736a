import axeCore from 'axe-core';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { campaignPage } from '../../relay/app/campaign-page.ts';
import { connectPage } from '../../relay/app/connect-page.ts';
import { buildGallery } from '../access/build-gallery.ts';
import type { Gallery } from '../access/gallery.tsx';
import { bad, good } from '../unit/components/example-samples.ts';
import { moods } from '../unit/components/samples.ts';
import { info, sampleTerms } from '../unit/queue/sample.ts';
import { findChromium } from './chromium-program.ts';

type Check = keyof Gallery['checks'];
const schemes = ['light', 'dark'] as const;
const wide = { width: 1280, height: 900 };
/** The same window at twice the zoom; a panel is 640 px wide at most, so half of that. */
const zoomed = { width: 320, height: 450, deviceScaleFactor: 2 };

let browser: Browser;
let page: Page;
let cdp: CDPSession;

beforeAll(async () => {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = await findChromium();
  browser = await puppeteer.launch({ executablePath, headless: true, pipe: true, args: root });
  page = await browser.newPage();
  cdp = await page.createCDPSession();
  await page.setViewport(wide);
  await page.setContent(
    '<!doctype html><html lang="en"><head><title>Glosa</title></head><body></body></html>',
  );
  await page.addScriptTag({ content: axeCore.source });
  await page.addScriptTag({ content: await buildGallery() });
});

afterAll(() => browser?.close());

async function emulate(scheme: (typeof schemes)[number], forced = false): Promise<void> {
  await cdp.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'forced-colors', value: forced ? 'active' : 'none' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
}

const rules = {
  /** WCAG 2.2 A and AA, and what axe's makers think good. */
  all: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  /** All that another scheme can change. */
  colours: ['color-contrast'],
};

/** One line a fault. */
const axeFinds = (name: string, type: 'tag' | 'rule', values: string[]): Promise<string[]> =>
  page.evaluate(
    async (name, runOnly) => {
      const isOwn = !globalThis.gallery.isInPage(name);
      const rules = runOnly.type === 'tag' ? { region: { enabled: isOwn } } : {};
      const { violations } = await globalThis.axe.run(document, {
        runOnly,
        rules,
        resultTypes: ['violations'],
      });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, any }) => `axe ${id}: ${help}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
      );
    },
    name,
    { type, values },
  );

const finds = (check: Check): Promise<string[]> =>
  page.evaluate((name) => globalThis.gallery.checks[name](), check);

/** Everything that is found in one state, in both schemes, in forced colours and at twice the zoom. */
async function faultsOf(name: string): Promise<string[]> {
  const faults: string[] = [];
  await emulate('light');
  await page.evaluate((state) => globalThis.gallery.show(state), name);
  faults.push(...(await axeFinds(name, 'tag', rules.all)));
  faults.push(...(await finds('smallTargets')), ...(await finds('movements')));
  faults.push(...(await finds('missingWords')), ...(await finds('unheard')));
  await emulate('dark');
  faults.push(...(await axeFinds(name, 'rule', rules.colours)).map((fault) => `dark: ${fault}`));
  await emulate('light', true);
  faults.push(...(await finds('toldByColour')));
  await emulate('light');
  await page.setViewport(zoomed);
  faults.push(...(await finds('tooWide')));
  // From the first key on the browser shows where the focus is.
  await page.keyboard.press('Tab');
  faults.push(...(await finds('badFocus')));
  await page.setViewport(wide);
  return faults;
}

describe('WCAG 2.2 AA', () => {
  test('every component, in every state, in both schemes, forced colours and at twice the zoom', async () => {
    const names = await page.evaluate(() => globalThis.gallery.names);
    const faults: Record<string, string[]> = {};
    for (const name of names) {
      const found = await faultsOf(name);
      if (found.length > 0) faults[name] = found;
    }
    expect(faults).toEqual({});
    expect(await page.evaluate(() => globalThis.gallery.undrawn())).toEqual([]);
  }, 240_000);

  test('the check can fail: each seeded fault is found', async () => {
    for (const name of await page.evaluate(() => globalThis.gallery.seeded)) {
      const found = await faultsOf(name);
      const meant = name.replace('seeded: ', '');
      expect([name, found.filter((fault) => fault.startsWith(meant)).length > 0, found]).toEqual([
        name,
        true,
        found,
      ]);
    }
  });

  test.each(schemes)('the relay’s pages for people, %s', async (scheme) => {
    const terms = [sampleTerms(), sampleTerms({ questions: [moods], examples: [good, bad] })];
    const pages = [
      connectPage(),
      ...terms.map((some) => campaignPage(`0x${'1'.repeat(64)}`, some, info.tokens[0]!)),
    ];
    const own = await browser.newPage();
    try {
      await own.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      for (const html of pages) {
        await own.setContent(await html);
        await own.evaluate(axeCore.source);
        const { violations } = await own.evaluate(() => globalThis.axe.run());
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      }
    } finally {
      await own.close();
    }
  });

  test('a campaign’s page is no wider than a narrow window, whatever its examples say', async () => {
    const long = 'word'.repeat(100);
    const example = { ...bad, note: long, target: { ...bad.target, quote: long } as typeof bad.target };
    const questions = [{ ...moods, options: [{ id: 'up', label: long }, ...moods.options.slice(1)] }];
    const terms = sampleTerms({ questions, examples: [example, good] });
    const own = await browser.newPage();
    try {
      await own.setViewport(zoomed);
      await own.setContent(await campaignPage(`0x${'1'.repeat(64)}`, terms, info.tokens[0]!));
      expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBe(zoomed.width);
    } finally {
      await own.close();
    }
  });
});

declare global {
  var axe: typeof import('axe-core');
}
