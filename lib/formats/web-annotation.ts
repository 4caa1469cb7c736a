import type { Label } from '../protocol/label/label.ts';
import type { Answer, Question } from '../protocol/question/question.ts';
import { lettersOf } from '../protocol/target/places.ts';
import type { Target } from '../protocol/target/target.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { About, Format, Written } from './format.ts';

/** What the W3C vocabulary has no word for stands under `glosa`, as a JSON literal (JSON-LD 1.1, section 4.2.2). */
const context = [
  'http://www.w3.org/ns/anno.jsonld',
  { '@version': 1.1, glosa: { '@id': 'urn:glosa:label', '@type': '@json' } },
];

/**
 * W3C Web Annotation (Recommendation of 23 February 2017) as JSON-LD: one collection with one page, one annotation a label,
 * whose `glosa` holds all that an `exportedLabel` has, and one a span.
 */
export const webAnnotation = (about: About): Format => ({
  of: 'labels',
  ...collectionOf(about),
  row: (label, isFirst) => {
    const id = `urn:glosa:label:${label.batchHash}:${label.index}`;
    // The key as an account of the chain (did:pkh, after CAIP-10).
    const by = { creator: `did:pkh:eip155:${about.terms.chainId}:${label.key}` };
    return itemsOf(about.terms, label, id, by, isFirst);
  },
});

/** The same of a private question set, whose labels have no key and no batch. */
export const privateWebAnnotation = (about: About): Written<Label> => ({
  ...collectionOf(about),
  row: (label, isFirst) => itemsOf(about.terms, label, `urn:glosa:task:${label.task}`, {}, isFirst),
});

const collectionOf = ({ campaign, terms }: About) => ({
  mediaType: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
  extension: 'annotations.jsonld',
  head: `${JSON.stringify({
    '@context': context,
    id: `urn:glosa:campaign:${campaign}`,
    type: 'AnnotationCollection',
    label: terms.title,
  }).slice(
    0,
    -1,
  )},"first":{"id":"urn:glosa:campaign:${campaign}:labels","type":"AnnotationPage","startIndex":0,"items":[\n`,
  tail: '\n]}}\n',
});

const itemsOf = (terms: Terms, label: Label, id: string, by: object, isFirst: boolean) =>
  `${isFirst ? '' : ',\n'}${annotationsOf(terms, label, id, by)
    .map((one) => JSON.stringify(one))
    .join(',\n')}`;

/** Every body of an annotation is about all its targets, so each span is one of its own beside the label's. */
function annotationsOf(terms: Terms, label: Label, id: string, by: object): object[] {
  const { language, questions } = terms;
  const common = {
    type: 'Annotation',
    created: new Date(label.createdAt * 1000).toISOString(),
    ...by,
  };
  const rationale = label.rationale === undefined ? [] : [commenting(label.rationale, language)];
  const whole = {
    id,
    ...common,
    motivation: 'classifying',
    body: [...questions.flatMap((asked) => bodiesOf(asked, label.body[asked.id], language)), ...rationale],
    target: targetOf(terms, label.target),
    glosa: label,
  };
  const spans = questions.flatMap((asked) =>
    spansOf(asked, label).map(({ name, value, selector }, at) => ({
      id: `${id}:${asked.id}:${at}`,
      ...common,
      motivation: 'tagging',
      body: { type: 'TextualBody', purpose: 'tagging', value, format: 'text/plain', language },
      target: { source: label.target.address, selector },
      glosa: { question: asked.id, class: name },
    })),
  );
  return [whole, ...spans];
}

/** The passages of an answer, by the quotes of the label's target. */
function spansOf(asked: Question, { body, target }: Label) {
  const answer = body[asked.id];
  if (asked.kind !== 'span' || answer?.kind !== 'span' || target.unit !== 'selection') return [];
  const quotes = new Map(
    target.places.flatMap((place) => {
      const { start, end } = lettersOf(place);
      return place.flatMap((one) =>
        one.type === 'TextQuoteSelector'
          ? [
              [
                `${start}-${end}`,
                { type: one.type, exact: one.exact, prefix: one.prefix, suffix: one.suffix },
              ] as const,
            ]
          : [],
      );
    }),
  );
  return answer.spans.flatMap(({ class: name, start, end }) => {
    const selector = quotes.get(`${start}-${end}`);
    const value = asked.classes.find(({ id }) => id === name)?.label ?? name;
    return selector === undefined ? [] : [{ name, value, selector }];
  });
}

const commenting = (value: string, language: string) => ({
  type: 'TextualBody',
  purpose: 'commenting',
  value,
  format: 'text/plain',
  language,
});

/** What the labeler read when choosing; which option that is, `glosa` says. */
function bodiesOf(asked: Question, answer: Answer | undefined, language: string): object[] {
  switch (answer?.kind) {
    case undefined:
      return [];
    case 'unsure':
    case 'not-applicable':
    case 'page-broken':
      return [{ ...commenting(answer.kind, 'en') }];
    case 'span':
      return [];
    case 'choice': {
      if (asked.kind !== 'choice') return [];
      const labels = asked.options.filter(({ id }) => answer.chosen.includes(id)).map(({ label }) => label);
      const purpose = asked.multiple ? 'tagging' : 'classifying';
      return labels.map((value) => ({ type: 'TextualBody', purpose, value, format: 'text/plain', language }));
    }
  }
}

/** Several selectors are alternatives: the attribute that the terms name, and the text that was read. */
function targetOf({ targets }: Terms, target: Target): object {
  if (target.unit !== 'element') return { source: target.address };
  const named =
    targets.unit === 'element' && targets.key !== undefined
      ? [{ type: 'CssSelector', value: `[${targets.key}=${cssString(target.unitKey)}]` }]
      : [];
  return { source: target.address, selector: [...named, { type: 'TextQuoteSelector', exact: target.quote }] };
}

/** A key is without control characters, so two have to be escaped (CSS Syntax 3, section 4.3.5). */
const cssString = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
