import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** All states of all components as one script, with the styles that the extension is built with. */
export async function buildGallery(): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { 'import.meta.env.FIREFOX': 'false' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('gallery.tsx', import.meta.url)),
        formats: ['iife'],
        name: 'states',
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('The gallery was not built');
  return output.output[0].code;
}
