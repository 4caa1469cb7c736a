import type { Handler } from 'hono';
import type { Context } from '../../context.ts';
import { openApiDocument } from '../openapi/document.ts';
import { docsPage, pagePolicy } from '../openapi/page.ts';

const hour = 'public, max-age=3600';

/** The routes for programs. */
export const getOpenApi = ({ publicUrl }: Context): Handler => {
  let text: string | undefined;
  return (exchange) => {
    text ??= JSON.stringify(openApiDocument(publicUrl));
    const headers = {
      'content-type': 'application/json',
      'cache-control': hour,
      'access-control-allow-origin': '*',
    };
    return exchange.body(text, 200, headers);
  };
};

/** The routes for people. */
export const getDocs = (): Handler => {
  let page: Promise<string> | undefined;
  return async (exchange) => {
    page ??= docsPage();
    return exchange.body(await page, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': hour,
    });
  };
};
