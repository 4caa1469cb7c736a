import { buildExtension } from '../stand/built-extension.ts';
import { browserNames } from '../stand/open-browser.ts';

/** Trips run on the extension as it is now, also when vitest is started by hand. */
export default async function setUp(): Promise<void> {
  for (const name of browserNames) await buildExtension(name);
}
