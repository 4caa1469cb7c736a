import * as v from 'valibot';
import { allParts } from '../../../components/parts/all-parts.ts';
import type { ExportPart, ExportPlace } from '../../../lib/messages.ts';
import { batchAnswer, batchRequest } from '../../../lib/protocol/api/batches.ts';
import { labelStates } from '../../../lib/protocol/label/state.ts';
import type { Tab } from '../../stand/tab.ts';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

/** The part of the labeler's own export that trips look at. */
const exported = v.object({
  batches: v.array(v.object({ hash: v.string(), request: batchRequest, answer: v.nullable(batchAnswer) })),
  labels: v.array(
    v.object({
      id: v.string(),
      state: v.picklist(labelStates),
      epoch: v.nullable(v.number()),
      amount: v.nullable(v.string()),
      batch: v.nullable(v.object({ hash: v.string(), index: v.number() })),
      label: v.object({ target: v.object({ address: v.string() }), body: v.unknown() }),
    }),
  ),
});

export type Exported = v.InferOutput<typeof exported>;

const answered = v.object({
  ok: v.literal(true),
  value: v.object({ text: v.string(), next: v.unknown() }),
});

/** Asks the background for what the panel's export button writes into a file. */
export async function exportAll(panel: Tab): Promise<Exported> {
  const ask = async (from: ExportPlace | null) => {
    const answer = await panel.evaluate(
      (from) => chrome.runtime.sendMessage({ call: 'exportAll', with: { from } }),
      from,
    );
    return v.parse(answered, answer).value as ExportPart;
  };
  return v.parse(exported, JSON.parse((await allParts(ask)).join('')));
}
