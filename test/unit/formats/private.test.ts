import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { privateLosses } from '../../../lib/formats/losses.ts';
import { type PrivateFormat, privateFormatOf } from '../../../lib/formats/private.ts';
import { readQuestionSet } from '../../../lib/formats/question-set.ts';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { type Label, label as schema } from '../../../lib/protocol/label/label.ts';
import { setOfTerms } from '../../../lib/protocol/terms/question-set.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import { expandAnnotations } from './expand-annotations.ts';
import { readsLabelStudio as reads } from './reads-label-studio.ts';
import { dataset } from './values.ts';
import { write } from './write-private.ts';

const targetsFor = ({ questions, targets }: Terms): Terms['targets'] =>
  questions.some(({ kind }) => kind === 'span') ? { unit: 'selection' } : targets;

/** Labels as nobody has received them. */
const privateSet = dataset.map(({ about, labels }) => ({
  about: { ...about, terms: { ...about.terms, targets: targetsFor(about.terms) } },
  labels: labels.map((given): Label => {
    const { task, target, body, assist, activeMs, createdAt, salts, rationale, confidence } = given;
    return {
      ...{ task, target, body, assist, activeMs, createdAt, salts },
      ...(rationale === undefined ? {} : { rationale }),
      ...(confidence === undefined ? {} : { confidence }),
    };
  }),
}));
type PrivateSet = typeof privateSet extends fc.Arbitrary<infer Value> ? Value : never;

const written = ({ about, labels }: PrivateSet, format: PrivateFormat) =>
  write(privateFormatOf(format, about), labels);

test('its own file and JSON Lines give every field of every label back', () => {
  fc.assert(
    fc.property(privateSet, (given) => {
      const lines = written(given, 'jsonl').split('\n').slice(0, -1);
      expect(lines.map((line) => parseJson(schema, line))).toEqual(
        given.labels.map((value) => ({ ok: true, value })),
      );
      expect(readQuestionSet(written(given, 'question-set'))).toEqual({
        ok: true,
        value: {
          glosa: 'question-set',
          version: 1,
          set: setOfTerms(given.about.terms),
          labels: given.labels,
        },
      });
    }),
  );
});

test('a foreign reader of the CSV finds each label, without columns of receipts; its loss report names the rest', () => {
  fc.assert(
    fc.property(privateSet, (given) => {
      const rows: Record<string, string>[] = parse(written(given, 'csv'), { columns: true });
      const columns = Object.keys(rows[0] ?? {});
      expect(
        columns.filter((name) => /number|batch|leaf|price|state|epoch|posterior|^key$/.test(name)),
      ).toEqual([]);
      given.labels.forEach(({ task, target, body, createdAt, rationale }, at) => {
        expect(rows[at]).toMatchObject({
          task,
          address: target.address,
          unit: target.unit,
          created_at: String(createdAt),
          rationale: rationale ?? '',
        });
        for (const [id, answer] of Object.entries(body)) expect(rows[at]?.[`kind.${id}`]).toBe(answer.kind);
      });
    }),
  );
  expect(privateLosses.csv.map(({ field, kept }) => [field, kept])).toEqual([
    ['salts', null],
    ['target.places', null],
    ['target.textModel', null],
  ]);
});

test('Label Studio reads a task a label, judged by nobody, and `meta` holds what it has no field for', () => {
  fc.assert(
    fc.property(privateSet, (given) => {
      const file = JSON.parse(written(given, 'label-studio'));
      expect([reads(file), reads.errors]).toEqual([true, null]);
      expect(file.map(({ meta }: { meta: object }) => meta)).toEqual(
        given.labels.map((label) => ({ glosa: { campaign: given.about.campaign, label } })),
      );
      for (const { predictions } of file) expect(predictions).toBeUndefined();
    }),
  );
  for (const { kept } of privateLosses['label-studio']) expect(kept).toBe('meta of the task');
});

test('a JSON-LD processor finds every label, and no key of anybody', async () => {
  await fc.assert(
    fc.asyncProperty(privateSet, async (given) => {
      const text = written(given, 'web-annotation');
      expect(text).not.toContain('did:pkh');
      const [collection] = await expandAnnotations(JSON.parse(text));
      const [page] = collection['https://www.w3.org/ns/activitystreams#first'];
      const [{ '@list': items }] = page['https://www.w3.org/ns/activitystreams#items'];
      const found = items.flatMap((item: { [iri: string]: { '@value'?: { task?: string } }[] }) => {
        const value = item['urn:glosa:label']?.[0]?.['@value'];
        return value?.task === undefined ? [] : [value];
      });
      expect(found).toEqual(given.labels);
    }),
    { numRuns: 20 },
  );
});
