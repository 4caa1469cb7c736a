import { glob, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { BrowserName } from './labeler-browser.ts';
import { runProgram } from './program.ts';
import { StandError } from './stand-error.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['entrypoints', 'components', 'lib', 'public'];

/** Folders of the built extension. */
export const extensionDirs: Readonly<Record<BrowserName, string>> = {
  chromium: join(project, '.output', 'chrome-mv3'),
  firefox: join(project, '.output', 'firefox-mv3'),
};

/**
 * Builds the extension for a browser when there is no build or a source is newer than it.
 * @returns whether it was built now
 * @throws StandError with the end of what the build said
 */
export async function buildExtension(browser: BrowserName): Promise<boolean> {
  const built = await changedAt(join(extensionDirs[browser], 'manifest.json'));
  if (built >= (await newestSource())) return false;
  const program = join(project, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
  const target = browser === 'chromium' ? 'chrome' : browser;
  const { code, output } = await runProgram(process.execPath, [program, 'build', '-b', target], {
    cwd: project,
    // A test's own `NODE_ENV` would build another extension than the one that people get.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code === 0) return true;
  throw new StandError(`The extension could not be built:\n${told(output)}`, { retry: false });
}

/** The end of what the build said, without colours, spinner and stack. */
function told(output: string): string {
  const lines = stripVTControlCharacters(output).trim().split('\n');
  const meant = lines.filter((line) => !/^\s+at /.test(line) && !line.includes('Preparing'));
  return meant.slice(-25).join('\n');
}

async function newestSource(): Promise<number> {
  let newest = Math.max(
    await changedAt(join(project, 'wxt.config.ts')),
    await changedAt(join(project, 'package.json')),
  );
  for await (const file of glob(
    sources.map((folder) => `${folder}/**`),
    { cwd: project },
  ))
    newest = Math.max(newest, await changedAt(join(project, file)));
  return newest;
}

const changedAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
