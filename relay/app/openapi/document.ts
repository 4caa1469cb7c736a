import type { JsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { answerOf } from '../../../lib/protocol/api/answer.ts';
import { problem } from '../../../lib/protocol/api/problem.ts';
import { filePath, routes, streams } from '../../../lib/protocol/api/routes.ts';
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
  /** Of a 200. */
  mediaTypes: readonly string[];
}

interface Route {
  method: 'GET' | 'POST';
  path: string;
  /** Undefined when it is a stream. */
  answer?: v.GenericSchema;
  request?: v.GenericSchema;
  query?: { entries: Record<string, v.GenericSchema> };
  body?: number;
  session?: true;
  /** Of a stream. */
  types?: readonly string[];
}

const text: JsonSchema = { type: 'string' };

/** Every route of the protocol, in its order, and the public files. */
export function operations(): Operation[] {
  const known = Object.entries<Route>({ ...routes, ...streams }).map(([name, route]) =>
    operationOf(name, route),
  );
  return [...known, fileOperation];
}

function operationOf(
  name: string,
  { method, path, query, request, answer, body, session, types = ['application/json'] }: Route,
): Operation {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, found = '']) => parameter(found, 'path', text));
  const inQuery = Object.entries(query?.entries ?? {}).map(([found, schema]) =>
    parameter(found, 'query', jsonSchemaOf(schema)),
  );
  return {
    method: method === 'GET' ? 'get' : 'post',
    path: path.replace(/:(\w+)/g, '{$1}'),
    summary: summaries[name] ?? '',
    parameters: [...inPath, ...inQuery],
    session: session === true,
    most: body,
    request: request === undefined ? undefined : jsonSchemaOf(request),
    answer: answer === undefined ? {} : jsonSchemaOf(isRoute(name) ? answerOf(name) : answer),
    mediaTypes: types,
  };
}

const isRoute = (name: string): name is keyof typeof routes => name in routes;

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
  mediaTypes: ['application/json'],
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
        'JSON as RFC 8259; hex is lower-case, amounts are decimal strings in the smallest unit, times are seconds since 1970. Unknown fields of a request are refused; an answer may come to have more of them.',
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

function described({ summary, parameters, session, most, request, answer, mediaTypes }: Operation) {
  return {
    summary,
    ...(most === undefined ? {} : { description: `A body has at most ${most} bytes.` }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(request === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: request } } } }),
    ...(session ? { security: [{ session: [] }] } : {}),
    responses: {
      200: {
        description: 'Done',
        content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: answer }])),
      },
      default: {
        description: 'An RFC 9457 problem: `code` is stable, `retry` says whether trying again can help',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
      },
    },
  };
}
