import { type FindOptions, findProgram } from './installed-program.ts';
import { inPuppeteerCache } from './puppeteer-cache.ts';

/** Path of a Chromium that runs. @throws StandError with one line that says what is missing and what to do */
export const findChromium = (options?: FindOptions): Promise<string> =>
  findProgram(
    {
      name: 'Chromium',
      // Branded Chrome is not among them: it refuses unpacked extensions.
      commands: ['chromium', 'chromium-browser', 'google-chrome-for-testing', 'chrome-for-testing'],
      async *places(env) {
        yield '/Applications/Chromium.app/Contents/MacOS/Chromium';
        yield* inPuppeteerCache('chrome/*/chrome-*/{chrome,*.app/Contents/MacOS/*}', env);
      },
      version: /Chromium|Chrome for Testing/,
      debian: { package: 'chromium', file: '/usr/bin/chromium' },
      elsewhere: 'npx puppeteer browsers install chrome',
    },
    options,
  );
