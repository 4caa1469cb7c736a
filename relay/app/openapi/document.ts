import type { JsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { problem } from '../../../lib/protocol/api/problem.ts';
import { filePath, routes } from '../../../lib/protocol/api/routes.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { summaries } from './summaries.ts';

/** One route as the document and the page have it. */
export interface Operation {
  method: 'get' | 'post';
  path: string;
  summary: string;
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema }[];
  session: boolean;
  /** The most bytes of a body. */
  most: number | undefined;
  request: JsonSchema | undefined;
  answer: JsonSchema;
}

interface Route {
  method: 'GET' | 'POST';
  path: string;
  answer: v.GenericSchema;
  request?: v.GenericSchema;
  body?: number;
  session?: true;
}

const text: JsonSchema = { type: 'string' };

/** Every route of the protocol, in its order, and the public files. */
export function operations(): Operation[] {
  const known = Object.entries<Route>(routes).map(([name, route]) => operationOf(name, route));
  return [...known, fileOperation];
}

function operationOf(name: string, { method, path, request, answer, body, session }: Route): Operation {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, found = '']) => parameter(found, 'path', text));
  const cursor = path === routes.ownLabels.path ? [parameter('since', 'query', text)] : [];
  return {
    method: method === 'GET' ? 'get' : 'post',
    path: path.replace(/:(\w+)/g, '{$1}'),
    summary: summaries[name] ?? '',
    parameters: [...inPath, ...cursor],
    session: session === true,
    most: body,
    request: request === undefined ? undefined : jsonSchemaOf(request),
    answer: jsonSchemaOf(answer),
  };
}

const parameter = (name: string, where: 'path' | 'query', schema: JsonSchema) => ({
  name,
  in: where,
  required: where === 'path',
  schema,
});

const fileOperation: Operation = {
  method: 'get',
  path: filePath('{hash}'),
  summary: 'A public file by the keccak256 of its bytes, for ever; whoever reads it checks the hash',
  parameters: [parameter('hash', 'path', { type: 'string', pattern: '^0x[0-9a-f]{64}$' })],
  session: false,
  most: undefined,
  request: undefined,
  answer: {},
};

/** The relay's routes as an OpenAPI 3.1 document, made from the schemas that both sides parse with. */
export function openApiDocument(server: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations())
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Glosa relay',
      version: '1',
      description:
        'JSON as RFC 8259; hex is lower-case, amounts are decimal strings in the smallest unit, times are seconds since 1970. Unknown fields are refused.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: { problem: jsonSchemaOf(problem) },
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function described({ summary, parameters, session, most, request, answer }: Operation) {
  return {
    summary,
    ...(most === undefined ? {} : { description: `A body has at most ${most} bytes.` }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(request === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: request } } } }),
    ...(session ? { security: [{ session: [] }] } : {}),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: answer } } },
      default: {
        description: 'An RFC 9457 problem: `code` is stable, `retry` says whether trying again can help',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
      },
    },
  };
}
