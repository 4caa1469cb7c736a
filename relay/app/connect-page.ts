import { html } from 'hono/html';
import { htmlPage } from './html-page.ts';

/**
 * Where wallets are: they live in web pages, and an extension's own pages have none. The page has no script and no part in
 * what is asked; panel and console speak to the wallet through it, and the extension builds and checks everything itself.
 */
export const connectPage = (): Promise<string> =>
  htmlPage(
    'Wallet · Glosa',
    html`<main>
<h1>Your wallet asks you here</h1>
<p>Glosa has opened this page, because wallets speak to web pages only. Compare what your wallet shows with what Glosa said that it would ask. The page closes by itself.</p>
<p>If you came here in another way, nothing happens: close the page.</p>
</main>
`,
  );
