import { parseSync, Visitor } from 'oxc-parser';

/** What IEEE 754 or whole numbers leave no choice in. Everything else of Math is as good as the engine that runs it. */
const exact = ['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'trunc'];

export type Inexact = { at: string; what: string };

/** Every use of arithmetic in a TypeScript file that two engines may round differently: most of Math, and `**`. */
export function inexactArithmetic(file: string, text: string): Inexact[] {
  const { program, errors } = parseSync(file, text);
  const fault = errors[0];
  if (fault) throw new Error(`${file}: ${fault.message}`);
  const found: { start: number; what: string }[] = [];
  const fine = new Set<number>();
  const power = ({ operator, start }: { operator: string; start: number }) => {
    if (operator.startsWith('**')) found.push({ start, what: operator });
  };
  new Visitor({
    MemberExpression({ object, property, computed }) {
      if (computed || object.type !== 'Identifier' || property.type !== 'Identifier') return;
      if (object.name === 'Math' && exact.includes(property.name)) fine.add(object.start);
    },
    Identifier({ name, start }) {
      if (name === 'Math' && !fine.has(start))
        found.push({ start, what: text.slice(start).match(/^Math(\.\w+)?/)?.[0] ?? name });
    },
    BinaryExpression: power,
    AssignmentExpression: power,
  }).visit(program);
  return found.map(({ start, what }) => ({ at: `${file}:${text.slice(0, start).split('\n').length}`, what }));
}
