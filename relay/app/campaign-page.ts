import { html } from 'hono/html';
import type { Token } from '../../lib/protocol/api/relay.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { examplesPart } from './campaign-examples.ts';
import { htmlPage } from './html-page.ts';

function amountOf(units: string, { decimals, symbol }: Token): string {
  const digits = units.padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - decimals);
  return `${whole}${fraction === '' || decimals === 0 ? '' : `.${fraction}`} ${symbol}`;
}

const anyOf = new Intl.ListFormat('en', { type: 'disjunction' });
const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** A tag that means nothing here stands for itself. */
function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

/**
 * A campaign for whoever follows its link: what it asks, and how to take part. The extension reads the address of the page
 * in front when its button is clicked, so the page itself needs no script and learns nothing.
 */
export function campaignPage(campaign: Hex, terms: Terms, token: Token): Promise<string> {
  const { title, language, questions, universe, price, closes, requester, audience } = terms;
  const pages = universe.kind === 'pattern' ? universe.patterns : universe.addresses.slice(0, 20);
  return htmlPage(
    `${title} · Glosa`,
    html`<main>
<p>A campaign on Glosa</p>
<h1 lang="${language}" dir="auto">${title}</h1>
<ul>${questions.map(({ ask }) => html`<li lang="${language}" dir="auto">${ask}</li>`)}</ul>
<table>
<tr><th>A label is paid</th><td>${amountOf(price, token)}</td></tr>
${audience.languages.length === 0 ? '' : html`<tr><th>For</th><td>People who read ${anyOf.format(audience.languages.map(languageName))}</td></tr>`}
<tr><th>Pages</th><td>${pages.map((page) => html`<code>${page}</code> `)}</td></tr>
<tr><th>Closes</th><td>${dayOf(closes)}</td></tr>
<tr><th>Requester</th><td><code>${requester}</code></td></tr>
<tr><th>Campaign</th><td><code>${campaign}</code></td></tr>
</table>
${examplesPart(terms)}<h2>With Glosa in this browser</h2>
<p>Click its button in the toolbar: this campaign opens beside the page, with everything that joining means. Nothing is joined before you say so there.</p>
<h2>Without it</h2>
<p>Glosa is a browser extension with which people label pages where they read them, and are paid by a rule they can recompute. Install it in Chrome, Edge or Firefox, then come back to this page, or paste its address into Glosa.</p>
</main>
`,
  );
}
