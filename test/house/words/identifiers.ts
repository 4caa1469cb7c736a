import { parseSync, Visitor } from 'oxc-parser';

export type Identifier = { name: string; line: number };

/** Every name in a TypeScript file: bindings, properties, types, labels, private fields, JSX. Not strings, not comments. */
export function typescriptIdentifiers(file: string, text: string): Identifier[] {
  const { program, errors } = parseSync(file, text);
  const fault = errors[0];
  if (fault) throw new Error(`${file}: ${fault.message}`);
  const found: Identifier[] = [];
  const add = ({ name, start }: { name: string; start: number }) =>
    found.push({ name, line: lineOf(text, start) });
  new Visitor({ Identifier: add, PrivateIdentifier: add, JSXIdentifier: add }).visit(program);
  return found;
}

/** Comments and strings of Solidity are one token each, so that names within them are not taken for names. */
const solidityTokens = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z_$][\w$]*/g;

/** Every word of a Solidity file outside strings and comments: its names, and keywords, which do no harm. */
export function solidityIdentifiers(text: string): Identifier[] {
  return [...text.matchAll(solidityTokens)]
    .filter(([token]) => /^[A-Za-z_$]/.test(token))
    .map(({ 0: name, index }) => ({ name, line: lineOf(text, index) }));
}

function lineOf(text: string, start: number): number {
  return text.slice(0, start).split('\n').length;
}
