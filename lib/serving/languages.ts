import * as v from 'valibot';
import { browser } from '../browser.ts';
import { primaryOf } from '../view/audience.ts';

const language = v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/));

/** What somebody reads, by primary subtags. Kept on this device and sent to nobody. */
export const languages = v.pipe(v.array(language), v.maxLength(200));

const primaries = (tags: readonly string[]): string[] => [...new Set(tags.map(primaryOf))];

/** Those of the browser, until the person has said. */
const first = (): string[] => primaries(navigator.languages).filter((tag) => v.is(language, tag));

export async function readLanguages(): Promise<readonly string[]> {
  const parsed = v.safeParse(languages, (await browser.storage.local.get('languages')).languages);
  return parsed.success ? primaries(parsed.output) : first();
}

export const keepLanguages = (reads: readonly string[]): Promise<void> =>
  browser.storage.local.set({ languages: primaries(reads) });
