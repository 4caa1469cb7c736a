import { parseSync, Visitor } from 'oxc-parser';

export type Import = {
  specifier: string;
  line: number;
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
};

/**
 * Every import of a TypeScript file: static, re-export, dynamic and `import('…')` in a type. With
 * `verbatimModuleSyntax`, `import { type A } from` still loads the module: that one counts as a value.
 * An address that is computed is not seen.
 * @throws when the file can not be parsed
 */
export function importsOf(file: string, text: string): Import[] {
  const { program, errors } = parseSync(file, text);
  const fault = errors[0];
  if (fault) throw new Error(`${file}: ${fault.message}`);
  const imports: Import[] = [];
  const add = (specifier: string, start: number, typeOnly: boolean) =>
    imports.push({ specifier, line: text.slice(0, start).split('\n').length, typeOnly });
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.start, node.importKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source.value, node.start, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.start, node.exportKind === 'type');
    },
    TSImportType: (node) => add(node.source.value, node.start, true),
    ImportExpression: (node) => {
      if (node.source.type !== 'Literal' || typeof node.source.value !== 'string') return;
      add(node.source.value, node.start, false);
    },
  }).visit(program);
  return imports;
}
