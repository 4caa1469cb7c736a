import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatOf } from '../../../lib/formats/formats.ts';
import { expandAnnotations } from './expand-annotations.ts';
import { dataset } from './values.ts';
import { write } from './write.ts';

const oa = 'http://www.w3.org/ns/oa#';
const rdfValue = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value';

type Node = { [iri: string]: { '@id'?: string; '@value'?: { task?: string } }[] };

test('a JSON-LD processor drops nothing, and finds annotations, bodies, targets and every label', async () => {
  await fc.assert(
    fc.asyncProperty(dataset, async ({ about, labels }) => {
      const file = JSON.parse(write(formatOf('web-annotation', about), 'labels', labels));
      const [collection] = await expandAnnotations(file);
      expect(collection['@type']).toEqual(['https://www.w3.org/ns/activitystreams#OrderedCollection']);
      const [page] = collection['https://www.w3.org/ns/activitystreams#first'];
      const [{ '@list': items }] = page['https://www.w3.org/ns/activitystreams#items'];
      const whole = items.filter(
        (item: Node) => item['urn:glosa:label']?.[0]?.['@value']?.task !== undefined,
      );
      expect(whole).toHaveLength(labels.length);
      labels.forEach((label, at) => {
        const annotation = whole[at];
        expect(annotation['@type']).toEqual([`${oa}Annotation`]);
        expect(annotation['@id']).toBe(`urn:glosa:label:${label.batchHash}:${label.index}`);
        expect(annotation['urn:glosa:label']).toEqual([{ '@type': '@json', '@value': label }]);
        expect(annotation[`${oa}hasTarget`][0][`${oa}hasSource`]).toEqual([{ '@id': label.target.address }]);
        const said = (annotation[`${oa}hasBody`] ?? []).flatMap((body: Node) =>
          body[`${oa}hasPurpose`]?.[0]?.['@id'] === `${oa}commenting`
            ? []
            : [body[rdfValue]?.[0]?.['@value']],
        );
        const shown = about.terms.questions.flatMap((asked) => {
          const answer = label.body[asked.id];
          if (asked.kind !== 'choice' || answer?.kind !== 'choice') return [];
          const { chosen } = answer;
          return asked.options.filter(({ id }) => chosen.includes(id)).map(({ label: shownAs }) => shownAs);
        });
        expect(said.toSorted()).toEqual(shown.toSorted());
        const spans = Object.values(label.body).flatMap((answer) =>
          answer.kind === 'span' ? answer.spans : [],
        );
        const own = items.filter((item: { '@id': string }) =>
          item['@id'].startsWith(`${annotation['@id']}:`),
        );
        expect(own).toHaveLength(label.target.unit === 'selection' ? spans.length : 0);
        for (const span of own)
          expect(span[`${oa}hasTarget`][0][`${oa}hasSelector`][0][`${oa}exact`][0]['@value']).toMatch(
            /profit|losses/,
          );
      });
    }),
    { numRuns: 30 },
  );
});

test('an element is named by its attribute and by its text', async () => {
  const [sample] = fc.sample(dataset, 1);
  const [label] = fc.sample(
    dataset.filter(({ labels }) => labels.length > 0),
    1,
  )[0]!.labels;
  const target = {
    unit: 'element',
    unitKey: 'a"b\\c',
    address: 'https://news.example/',
    quote: 'Some text',
  } as const;
  const file = JSON.parse(
    write(formatOf('web-annotation', sample!.about), 'labels', [{ ...label!, target }]),
  );
  expect(file.first.items[0].target).toEqual({
    source: 'https://news.example/',
    selector: [
      { type: 'CssSelector', value: '[data-post-id="a\\"b\\\\c"]' },
      { type: 'TextQuoteSelector', exact: 'Some text' },
    ],
  });
});
