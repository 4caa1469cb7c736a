import { type FindOptions, findProgram } from './installed-program.ts';
import { inPuppeteerCache } from './puppeteer-cache.ts';

/** Path of a Firefox that runs. @throws StandError with one line that says what is missing and what to do */
export const findFirefox = (options?: FindOptions): Promise<string> =>
  findProgram(
    {
      name: 'Firefox',
      commands: ['firefox-esr', 'firefox', 'firefox-devedition', 'firefox-nightly'],
      async *places(env) {
        yield '/Applications/Firefox.app/Contents/MacOS/firefox';
        yield* inPuppeteerCache('firefox/*/{firefox/firefox,*.app/Contents/MacOS/firefox}', env);
      },
      version: /Mozilla Firefox/,
      debian: { package: 'firefox-esr', file: '/usr/bin/firefox-esr' },
      elsewhere: 'npx puppeteer browsers install firefox',
    },
    options,
  );
