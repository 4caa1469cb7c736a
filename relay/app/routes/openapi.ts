import type { Handler } from 'hono';
import type { Context } from '../../context.ts';
import { pageHeaders } from '../html-page.ts';
import { openApiDocument } from '../openapi/document.ts';
import { docsPage } from '../openapi/page.ts';

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
    return exchange.body(await page, 200, { ...pageHeaders, 'cache-control': hour });
  };
};
