import { solidityIdentifiers, typescriptIdentifiers } from './identifiers.ts';

/** DESIGN section 2: the field's other words for what has a word here. */
const refused = [
  ['annotator', 'labeler'],
  ['contribution', 'label'],
  ['submission', 'label, or what is submitted'],
  ['honeypot', 'gold'],
  ['consensus', 'truth'],
] as const;

export type RefusedWord = { at: string; name: string; say: string };

/** @param file a path whose ending says the language; its own name is looked at as well */
export function refusedWords(file: string, text: string): RefusedWord[] {
  const names = file.endsWith('.sol') ? solidityIdentifiers(text) : typescriptIdentifiers(file, text);
  return [{ name: file, line: 0 }, ...names].flatMap(({ name, line }) =>
    refused
      .filter(([word]) => name.toLowerCase().includes(word))
      .map(([, say]) => ({ at: `${file}:${line}`, name, say })),
  );
}
