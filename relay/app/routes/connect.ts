import type { Handler } from 'hono';
import { connectPage } from '../connect-page.ts';
import { pageHeaders } from '../html-page.ts';

/** The page on which the requester's console meets a wallet. */
export const getConnect = (): Handler => {
  let page: Promise<string> | undefined;
  return async (exchange) => {
    page ??= connectPage();
    return exchange.body(await page, 200, { ...pageHeaders, 'cache-control': 'public, max-age=3600' });
  };
};
