import { html } from 'hono/html';
import { problemKinds } from '../../../lib/protocol/api/problem.ts';
import { htmlPage } from '../html-page.ts';
import { type Operation, operations } from './document.ts';
import { shapeOf } from './shape.ts';

/** The routes for people to read: one page, made from the same schemas as the OpenAPI document. */
export function docsPage(): Promise<string> {
  return htmlPage(
    'Glosa relay',
    html`<h1>Glosa relay</h1>
<p>The routes of this relay. The same as an <a href="/openapi.json">OpenAPI 3.1 document</a>.</p>
<nav><ul>${operations().map((one) => html`<li><a href="#${idOf(one)}"><code>${titleOf(one)}</code></a></li>`)}</ul></nav>
<main>${operations().map(section)}
<h2 id="problems">Problems</h2>
<p>Every “no” is an RFC 9457 problem with a stable <code>code</code>; <code>retry</code> says whether the same request can succeed later.</p>
<table><tr><th>code</th><th>status</th><th>retry</th><th>means</th></tr>
${Object.entries(problemKinds).map(([code, { status, retry, title }]) => html`<tr><td><code>${code}</code></td><td>${status}</td><td>${retry ? 'yes' : 'no'}</td><td>${title}</td></tr>`)}</table>
</main>
`,
  );
}

const titleOf = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`;
const idOf = (operation: Operation) =>
  titleOf(operation)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');

const section = (operation: Operation) => html`<section>
<h2 id="${idOf(operation)}"><code>${titleOf(operation)}</code></h2>
<p>${operation.summary}.${operation.session ? html` Wants <code>authorization: Bearer</code> with the token of a session.` : ''}${operation.most === undefined ? '' : ` A body has at most ${operation.most} bytes.`}</p>
${operation.parameters.map(({ name, in: where }) => html`<p><code>${name}</code> in the ${where}</p>`)}
${operation.request === undefined ? '' : html`<details><summary>Request</summary><pre>${shapeOf(operation.request)}</pre></details>`}
<details><summary>Answer</summary><pre>${shapeOf(operation.answer)}</pre></details>
</section>
`;
