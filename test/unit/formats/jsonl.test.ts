import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatOf } from '../../../lib/formats/formats.ts';
import { behindLabel, truthLine } from '../../../lib/formats/lines.ts';
import { exportedLabel, exportedTruth } from '../../../lib/protocol/api/export.ts';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { dataset } from './values.ts';
import { write } from './write.ts';

const nothingOwned: { dataset?: `0x${string}`; weight?: number } = {};

test('what the relay writes from its rows is what a reader parses, field by field', () => {
  fc.assert(
    fc.property(dataset, ({ labels, truths }) => {
      for (const label of labels) {
        const { number, index, batchHash, key, leaf, price, receivedEpoch, state, ...more } = label;
        const { settledEpoch, posterior, credit, code, evidence, dataset, weight, ...signed } = {
          ...nothingOwned,
          ...{ settledEpoch: 0, posterior: {}, credit: '', code: '', evidence: '' },
          ...more,
        };
        const settled = { settledEpoch, posterior: canonicalText(posterior) };
        const behind = behindLabel({
          ...{ number, index, batchHash, key, leaf, price, receivedEpoch },
          outcome:
            state === 'paid'
              ? { state, credit, ...settled, owned: dataset && { dataset, weight: weight ?? 0 } }
              : state === 'rejected'
                ? { state, code, evidence, ...settled }
                : { state },
        });
        const line = `${canonicalText(signed).slice(0, -1)}${behind}`;
        expect(parseJson(exportedLabel, line)).toEqual({ ok: true, value: label });
      }
      for (const truth of truths) {
        const line = truthLine({
          ...truth,
          target: canonicalText(truth.target),
          truth: canonicalText(truth.truth),
          posterior: canonicalText(truth.posterior),
        });
        expect(parseJson(exportedTruth, line)).toEqual({ ok: true, value: truth });
      }
    }),
  );
});

test('one line a row, whatever the text holds', () => {
  fc.assert(
    fc.property(dataset, ({ about, labels, truths }) => {
      const lines = (text: string) =>
        text
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line));
      expect(lines(write(formatOf('jsonl', about), 'labels', labels))).toEqual(labels);
      expect(lines(write(formatOf('truth-jsonl', about), 'truths', truths))).toEqual(truths);
    }),
  );
});
