import { html } from 'hono/html';
import type { Answer, Question } from '../../lib/protocol/question/question.ts';
import type { Span } from '../../lib/protocol/question/span.ts';
import { lettersOf, quoteAt } from '../../lib/protocol/target/places.ts';
import type { Target } from '../../lib/protocol/target/target.ts';
import type { Example } from '../../lib/protocol/terms/example.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';

const shows = { good: 'Good: label like this', bad: 'Bad: not like this' };
const abstentions = {
  unsure: 'Unsure',
  'not-applicable': 'Does not apply',
  'page-broken': 'Page broken',
};

type Asked = Pick<Terms, 'questions' | 'language'>;

/** Labels that the requester shows, in the panel's words. What it wrote and quotes is text (P12), and no address is a link. */
export const examplesPart = ({ examples = [], ...asked }: Asked & Pick<Terms, 'examples'>) =>
  examples.length === 0
    ? ''
    : html`<h2>Examples</h2>
<ol>${examples.map((example) => shown(example, asked))}</ol>
`;

const shown = ({ shows: sign, target, body, note }: Example, { questions, language }: Asked) =>
  html`<li><p><strong>${shows[sign]}</strong></p>
${questions.map((question) => html`<div lang="${language}" dir="auto">${questions.length > 1 ? html`<p>${question.ask}</p>` : ''}${said(question, body[question.id], target)}</div>`)}
${target.unit === 'element' && target.quote !== '' ? html`<blockquote dir="auto">${target.quote}</blockquote>` : ''}
<p><code>${target.address}</code></p>
${note === '' ? '' : html`<p lang="${language}" dir="auto">${note}</p>`}</li>
`;

/** Passages stand with their words, each under its class; every other answer is one in words. */
function said(question: Question, answer: Answer | undefined, target: Target) {
  if (question.kind !== 'span' || answer?.kind !== 'span' || answer.spans.length === 0)
    return html`<p>${inWords(question, answer)}</p>`;
  const one = (span: Span) =>
    html`<li>${nameIn(question, span.class)} <q dir="auto">${quoteOf(span, target)}</q></li>`;
  return html`<ul>${answer.spans.map(one)}</ul>`;
}

function inWords(question: Question, answer: Answer | undefined): string {
  if (answer === undefined) return '–';
  switch (answer.kind) {
    case 'choice':
      return answer.chosen.map((id) => nameIn(question, id)).join(', ');
    case 'span':
      return 'Nothing to mark';
    default:
      return abstentions[answer.kind];
  }
}

/** Of an option or a class; what the question does not know is named by its id. */
const nameIn = (question: Question, named: string): string =>
  (question.kind === 'choice' ? question.options : question.classes).find(({ id }) => id === named)?.label ??
  named;

function quoteOf({ start, end }: Span, target: Target): string {
  const places = target.unit === 'selection' ? target.places : [];
  const at = places.find((place) => lettersOf(place).start === start && lettersOf(place).end === end);
  return at === undefined ? '' : quoteAt(at);
}
