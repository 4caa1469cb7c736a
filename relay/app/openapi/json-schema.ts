import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { address, bytes16, bytes32, signature } from '../../../lib/protocol/scalar/hex.ts';
import { pageAddress } from '../../../lib/protocol/target/address.ts';

const hex = (bytes: number): JsonSchema => ({ type: 'string', pattern: `^0x[0-9a-f]{${bytes * 2}}$` });
/** Schemas that are a function, for their type's sake. */
const written = new Map<unknown, JsonSchema>([
  [address, hex(20)],
  [bytes16, hex(16)],
  [bytes32, hex(32)],
  [signature, hex(65)],
  [pageAddress, { type: 'string', description: 'a normalised http(s) address without fragment' }],
]);

/**
 * A schema of the protocol as JSON Schema (draft 2020-12, which OpenAPI 3.1 uses). What only code can check stands as a
 * sentence in the description.
 */
export function jsonSchemaOf(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...converted } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'output',
    errorMode: 'throw',
    overrideSchema: ({ valibotSchema }) => written.get(valibotSchema),
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === 'check' ? described(jsonSchema, messageOf(valibotAction)) : undefined,
  });
  return converted;
}

const messageOf = (action: object): string => ('message' in action ? String(action.message) : '');

const described = (schema: JsonSchema, sentence: string): JsonSchema => ({
  ...schema,
  description: schema.description === undefined ? sentence : `${schema.description}; ${sentence}`,
});
