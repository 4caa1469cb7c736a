import { glob } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Programs that `npx puppeteer browsers install` has left in its cache, the newest first. */
export async function* inPuppeteerCache(pattern: string, env: NodeJS.ProcessEnv): AsyncGenerator<string> {
  const cache = env.PUPPETEER_CACHE_DIR ?? join(homedir(), '.cache', 'puppeteer');
  const cached: string[] = [];
  for await (const file of glob(pattern, { cwd: cache })) cached.push(file);
  for (const file of cached.sort().reverse()) yield join(cache, file);
}
