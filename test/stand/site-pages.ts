import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../site/', import.meta.url));

/** Paths of the sample site's pages, or of those in one folder, in a fixed order: `/news/vantor-cuts-outlook`. */
export async function sitePages(folder = '**'): Promise<string[]> {
  const pages: string[] = [];
  for await (const file of glob(`${folder}/*.html`, { cwd: root }))
    if (!file.includes('.edition-')) pages.push(`/${file.replace(/(index)?\.html$/, '')}`);
  return pages.sort();
}
