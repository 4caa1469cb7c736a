import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { problemKinds } from '../../../lib/protocol/api/problem.ts';
import { type Operation, operations } from './document.ts';
import { shapeOf } from './shape.ts';

const style = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:0 auto;padding:1rem}
h2{margin-top:2.5rem;font-size:1.1rem}
code,pre{font-family:ui-monospace,monospace;font-size:.875rem}
pre{overflow-x:auto;padding:.75rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:.5rem}
summary{cursor:pointer}
table{border-collapse:collapse}td,th{text-align:left;padding:.25rem 1rem .25rem 0;vertical-align:top}`;

/** Nothing is loaded and nothing runs; the one style is allowed by its hash. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** The routes for people to read: one page, made from the same schemas as the OpenAPI document. */
export async function docsPage(): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Glosa relay</title>
<style>${raw(style)}</style></head>
<body>
<h1>Glosa relay</h1>
<p>The routes of this relay. The same as an <a href="/openapi.json">OpenAPI 3.1 document</a>.</p>
<nav><ul>${operations().map((one) => html`<li><a href="#${idOf(one)}"><code>${titleOf(one)}</code></a></li>`)}</ul></nav>
<main>${operations().map(section)}
<h2 id="problems">Problems</h2>
<p>Every “no” is an RFC 9457 problem with a stable <code>code</code>; <code>retry</code> says whether the same request can succeed later.</p>
<table><tr><th>code</th><th>status</th><th>retry</th><th>means</th></tr>
${Object.entries(problemKinds).map(([code, { status, retry, title }]) => html`<tr><td><code>${code}</code></td><td>${status}</td><td>${retry ? 'yes' : 'no'}</td><td>${title}</td></tr>`)}</table>
</main></body></html>
`;
  return String(await page);
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
