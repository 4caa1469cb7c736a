import type { Edge, Graph } from './graph.ts';
import type { Rule } from './rules.ts';

export type Violation = { rule: string; because: string; at: string; path: string[] };

/** The rule that is not in the table, since it is about the whole: types may know each other, values may not. */
export const noCycles = {
  name: 'no-cycles',
  because: 'modules that need each other at run time are one module, and which is run first is chance',
};

export function violations(graph: Graph, rules: readonly Rule[]): Violation[] {
  const found: Violation[] = [];
  for (const [file, edges] of graph)
    for (const rule of rules.filter(({ from, except }) => from.test(file) && !except?.test(file))) {
      const bad = edges.filter((edge) => refuses(rule, edge)).map((edge) => [edge]);
      for (const path of rule.reaches ? pathsTo(graph, file, rule.reaches) : bad)
        found.push(violation(rule, path));
    }
  return [...found, ...cycles(graph).map((path) => violation(noCycles, path))];
}

function refuses(rule: Rule, { to, typeOnly }: Edge): boolean {
  if (typeOnly && rule.types?.test(to)) return false;
  return rule.only ? !rule.only.test(to) : (rule.never?.test(to) ?? false);
}

function violation({ name, because }: Pick<Rule, 'name' | 'because'>, path: Edge[]): Violation {
  const [first] = path;
  return {
    rule: name,
    because,
    at: first ? `${first.from}:${first.line}` : '',
    path: path.map(({ to }) => to),
  };
}

function values(graph: Graph, file: string): Edge[] {
  return (graph.get(file) ?? []).filter(({ typeOnly }) => !typeOnly);
}

/** Shortest way of values to each target, breadth first. */
function pathsTo(graph: Graph, start: string, target: RegExp): Edge[][] {
  const seen = new Set([start]);
  const found: Edge[][] = [];
  let ways: Edge[][] = values(graph, start).map((edge) => [edge]);
  while (ways.length > 0) {
    const next: Edge[][] = [];
    for (const way of ways) {
      const to = way.at(-1)?.to ?? '';
      if (seen.has(to)) continue;
      seen.add(to);
      if (target.test(to)) found.push(way);
      else next.push(...values(graph, to).map((edge) => [...way, edge]));
    }
    ways = next;
  }
  return found;
}

/** One cycle for each edge that closes one, depth first. */
function cycles(graph: Graph): Edge[][] {
  const done = new Set<string>();
  const found: Edge[][] = [];
  const visit = (file: string, way: Edge[]) => {
    for (const edge of values(graph, file)) {
      const start = edge.to === file ? way.length : way.findIndex(({ from }) => from === edge.to);
      if (start >= 0) found.push([...way.slice(start), edge]);
      else if (graph.has(edge.to) && !done.has(edge.to)) visit(edge.to, [...way, edge]);
    }
    done.add(file);
  };
  for (const file of graph.keys()) if (!done.has(file)) visit(file, []);
  return found;
}
