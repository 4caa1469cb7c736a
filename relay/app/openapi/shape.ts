import type { JsonSchema } from '@valibot/to-json-schema';

const step = '  ';

/** A JSON schema as a person reads it: names and types, one a line, with what else must hold behind them. */
export function shapeOf(schema: JsonSchema, indent = ''): string {
  const inner = indent + step;
  const block = (open: string, lines: string[], close: string) =>
    lines.length === 0
      ? `${open}${close}`
      : `${open}\n${lines.map((line) => inner + line).join('\n')}\n${indent}${close}`;
  const of = (one: JsonSchema | boolean | undefined) =>
    typeof one === 'object' ? shapeOf(one, inner) : 'anything';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined)
    return choices.map((one) => (typeof one === 'object' ? shapeOf(one, indent) : 'anything')).join(' | ');
  if (schema.type === 'array') {
    const places = Array.isArray(schema.prefixItems) ? schema.prefixItems : undefined;
    return places === undefined
      ? `list of ${typeof schema.items === 'object' && !Array.isArray(schema.items) ? shapeOf(schema.items, indent) : 'anything'}${noteOf(schema)}`
      : block(
          '[',
          places.map((one) => of(one)),
          ']',
        );
  }
  if (schema.type === 'object') {
    const required = new Set(schema.required);
    const lines = Object.entries(schema.properties ?? {}).map(
      ([name, one]) => `${name}${required.has(name) ? '' : '?'}: ${of(one)}`,
    );
    if (typeof schema.additionalProperties === 'object')
      lines.push(`[name]: ${of(schema.additionalProperties)}`);
    return `${block('{', lines, '}')}${noteOf(schema)}`;
  }
  return `${String(schema.type ?? 'anything')}${noteOf(schema)}`;
}

function noteOf({
  minimum,
  maximum,
  minLength,
  maxLength,
  minItems,
  maxItems,
  pattern,
  description,
}: JsonSchema): string {
  const least = minimum ?? minLength ?? minItems;
  const most = maximum ?? maxLength ?? maxItems;
  const range = most === undefined && !least ? [] : [`${least ?? 0} to ${most ?? 'any'}`];
  const notes = [
    ...range,
    ...(pattern === undefined ? [] : [pattern]),
    ...(description === undefined ? [] : [description]),
  ];
  return notes.length === 0 ? '' : `  (${notes.join('; ')})`;
}
