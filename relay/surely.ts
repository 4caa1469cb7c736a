import type * as v from 'valibot';

/** Says yes only to a value of its schema that parsing would give back as it is; a no means nothing. */
type Surely = (value: unknown) => boolean;

/** As much of valibot's objects as is read here; which fields one has depends on its type. */
interface Part {
  kind: 'schema' | 'validation' | 'transformation' | 'metadata';
  type: string;
  pipe?: readonly Part[];
  entries?: Readonly<Record<string, Part>>;
  items?: readonly Part[];
  item?: Part;
  key?: string | Part;
  value?: Part;
  wrapped?: Part;
  default?: unknown;
  literal?: unknown;
  options?: readonly unknown[];
  check?: Surely;
  requirement?: Surely | RegExp | number;
}

const never: Surely = () => false;

/**
 * A schema of the protocol as one predicate, which builds nothing and takes a fraction of the time. It knows what
 * messages of JSON are made of; whatever it does not know it says no to, and the schema decides.
 */
export function surely<const S extends v.GenericSchema>(
  schema: S,
): (value: unknown) => value is v.InferOutput<S> {
  const holds = schemaOf(partOf(schema));
  return (value): value is v.InferOutput<S> => holds(value);
}

/** valibot's own types name no fields of a schema of which nothing is known. */
const partOf = (schema: unknown): Part => schema as Part;

function schemaOf(part: Part): Surely {
  if (part.pipe === undefined) return plainOf(part);
  const steps = part.pipe.map(stepOf);
  return (value) => {
    for (const step of steps) if (!step(value)) return false;
    return true;
  };
}

/** A part of a pipe: a schema, which may have a pipe of its own, or a check of what the parts before have found well. */
function stepOf(part: Part): Surely {
  if (part.kind === 'schema') return schemaOf(part);
  const { type, requirement } = part;
  if (type === 'check' && typeof requirement === 'function') return requirement;
  if (type === 'safe_integer') return Number.isSafeInteger;
  if (type === 'regex' && requirement instanceof RegExp && !requirement.global && !requirement.sticky)
    return (value) => typeof value === 'string' && requirement.test(value);
  if (typeof requirement !== 'number') return never;
  switch (type) {
    case 'min_value':
      return (value) => typeof value === 'number' && value >= requirement;
    case 'max_value':
      return (value) => typeof value === 'number' && value <= requirement;
    case 'min_length':
      return (value) => lengthOf(value) >= requirement;
    case 'max_length':
      return (value) => lengthOf(value) <= requirement;
    default:
      return never;
  }
}

/** Of a text in UTF-16 units, or of a list; else no number. */
const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : Number.NaN;

/** A schema without its pipe. */
function plainOf(part: Part): Surely {
  switch (part.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return (value) => typeof value === 'number' && !Number.isNaN(value);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'literal':
      return (value) => value === part.literal;
    case 'picklist':
      return (value) => part.options?.includes(value) === true;
    case 'custom':
      return part.check ?? never;
    case 'array':
      return arrayOf(part);
    case 'strict_tuple':
      return tupleOf(part);
    case 'strict_object':
      return objectOf(part);
    case 'record':
      return recordOf(part);
    case 'nullable':
      return nullableOf(part);
    case 'variant':
      return variantOf(part);
    default:
      return never;
  }
}

function arrayOf({ item }: Part): Surely {
  const one = item === undefined ? never : schemaOf(item);
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const each of value) if (!one(each)) return false;
    return true;
  };
}

function tupleOf({ items = [] }: Part): Surely {
  const each = items.map(schemaOf);
  return (value) =>
    Array.isArray(value) && value.length === each.length && each.every((one, at) => one(value[at]));
}

function nullableOf({ wrapped, default: given }: Part): Surely {
  const one = wrapped === undefined || given !== undefined ? never : schemaOf(wrapped);
  return (value) => value === null || one(value);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field that may be missing, and has no value then. */
const mayMiss = ({ type, default: given }: Part): boolean =>
  (type === 'optional' || type === 'exact_optional') && given === undefined;

function objectOf({ entries = {} }: Part): Surely {
  const fields = Object.entries(entries).map(([name, part]) => ({
    name,
    optional: mayMiss(part),
    holds: schemaOf(mayMiss(part) ? (part.wrapped ?? part) : part),
  }));
  return (value) => {
    if (!isObject(value)) return false;
    let others = 0;
    for (const _ in value) others++;
    for (const { name, optional, holds } of fields) {
      const field = value[name];
      if (field === undefined) {
        if (!optional) return false;
      } else {
        if (!holds(field)) return false;
        others--;
      }
    }
    return others === 0;
  };
}

function recordOf({ key, value: part }: Part): Surely {
  const names = typeof key === 'object' ? schemaOf(key) : never;
  const holds = part === undefined ? never : schemaOf(part);
  return (value) => {
    if (!isObject(value)) return false;
    for (const name in value) if (name === '__proto__' || !names(name) || !holds(value[name])) return false;
    return true;
  };
}

/** Options that a literal tells apart. */
function variantOf({ key, options = [] }: Part): Surely {
  if (typeof key !== 'string') return never;
  const byName = new Map<unknown, Surely>();
  for (const option of options.map(partOf)) {
    const named = option.entries?.[key];
    if (named?.type !== 'literal' || byName.has(named.literal)) return never;
    byName.set(named.literal, schemaOf(option));
  }
  return (value) => isObject(value) && byName.get(value[key])?.(value) === true;
}
