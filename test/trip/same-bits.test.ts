import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { findBrowser } from '../stand/open-browser.ts';
import expLog from '../vectors/exp-log.json' with { type: 'json' };
import judged from '../vectors/judged.json' with { type: 'json' };

/** The cases of the vectors as a script that leaves them in `cases`. */
async function script(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('../vectors/cases/truth.ts', import.meta.url)),
        formats: ['iife'],
        name: 'cases',
      },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  return output.output[0].code;
}

test.each(['chromium', 'firefox'] as const)(
  'P11 Settlement is recomputable: the same bits in %s',
  async (name) => {
    const browser = await puppeteer.launch({
      browser: name === 'firefox' ? 'firefox' : 'chrome',
      executablePath: await findBrowser(name),
      headless: true,
      args: name === 'chromium' && process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const page = await browser.newPage();
      const code = await script();
      const found: unknown = await page.evaluate(
        `${code}; ({ expLog: cases.expLog(), judged: cases.judged() })`,
      );
      expect(found).toEqual({ expLog, judged });
    } finally {
      await browser.close();
    }
  },
);
