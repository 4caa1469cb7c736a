import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { filePath, routes } from '../../../lib/protocol/api/routes.ts';
import { pageHeaders } from '../../../relay/app/html-page.ts';
import { openApiDocument } from '../../../relay/app/openapi/document.ts';
import { jsonSchemaOf } from '../../../relay/app/openapi/json-schema.ts';
import { docsPage } from '../../../relay/app/openapi/page.ts';
import { summaries } from '../../../relay/app/openapi/summaries.ts';
import { samples } from '../protocol/samples.ts';

const document = openApiDocument('https://relay.example');

test('the document is OpenAPI 3.1 in form', async () => {
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  const broken = { ...structuredClone(document), openapi: '3.1.0', paths: { '/v1/relay': { get: 7 } } };
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
});

test('every route is in it, with its request, answer, session and sentence', () => {
  for (const [name, route] of Object.entries(routes)) {
    const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
    expect([name, operation]).toEqual([
      name,
      expect.objectContaining({
        summary: summaries[name],
        responses: expect.objectContaining({ 200: expect.anything(), default: expect.anything() }),
        ...('request' in route ? { requestBody: expect.anything() } : {}),
        ...('session' in route ? { security: [{ session: [] }] } : {}),
      }),
    ]);
  }
  expect(document.paths).toHaveProperty([filePath('{hash}')]);
});

const ajv = new Ajv2020({ strict: false, formats: { uri: true } });

test.each(samples.map((one) => [one.name, one] as const))(
  '%s: what the parser takes, the schema takes; another type and a missing field neither does',
  (_, { schema, values }) => {
    const accepts = ajv.compile({ ...jsonSchemaOf(schema) } as AnySchemaObject);
    for (const value of values) {
      expect(parseValue(schema, value).ok).toBe(true);
      expect([accepts(value), accepts.errors]).toEqual([true, null]);
      const [first = ''] = Object.keys(Object(value));
      const { [first]: __, ...without } = Object(value);
      for (const wrong of [[], 7, null, without, { ...Object(value), [first]: { no: 'such' } }]) {
        expect(parseValue(schema, wrong).ok).toBe(false);
        expect(accepts(wrong)).toBe(false);
      }
    }
  },
);

test('what only code can check is said in a sentence', () => {
  const text = JSON.stringify(document);
  expect(text).toContain('must be below 2^128');
  expect(text).toContain('must close within 90 days of opening');
  expect(text).toContain('^0x[0-9a-f]{40}$');
});

test('the page names every route and loads nothing', async () => {
  const page = await docsPage();
  for (const { method, path } of Object.values(routes))
    expect(page).toContain(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(page).not.toMatch(/<script|<link|<img|url\(|@import|(src|href)="(?!\/openapi|#)/);
  expect(pageHeaders['content-security-policy']).toContain("default-src 'none'");
  expect(page).not.toContain('undefined');
});
