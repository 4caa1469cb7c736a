import type { ExportPart, ExportPlace } from '../../lib/messages.ts';

/** The texts of an export, one after the other until the last. */
export async function allParts(ask: (from: ExportPlace | null) => Promise<ExportPart>): Promise<string[]> {
  const texts: string[] = [];
  let from: ExportPlace | null = null;
  do {
    const { text, next }: ExportPart = await ask(from);
    texts.push(text);
    from = next;
  } while (from !== null);
  return texts;
}
