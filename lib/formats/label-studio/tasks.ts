import type { ExportedLabel } from '../../protocol/api/export.ts';
import { abstentions } from '../../protocol/question/abstention.ts';
import type { Target } from '../../protocol/target/target.ts';
import type { About, ExportedTask, Format } from '../format.ts';
import { type Passages, passagesOf } from './passages.ts';
import { origins, resultsOf } from './results.ts';

const million = 1_000_000;
/**
 * Label Studio's JSON of tasks with annotations: settled tasks, one a line. The truth is a prediction, so that it does not count
 * as somebody's annotation; all that Label Studio has no field for is in the task's `meta`, which it keeps.
 */
export const labelStudio = ({ campaign }: About): Format => ({
  of: 'tasks',
  mediaType: 'application/json; charset=utf-8',
  extension: 'label-studio.json',
  head: '[\n',
  row: (task, isFirst) => `${isFirst ? '' : ',\n'}${JSON.stringify(taskOf(campaign, task))}`,
  tail: '\n]\n',
});

function taskOf(campaign: string, { truth, labels }: ExportedTask) {
  const passages = passagesOf([truth.target, ...labels.map(({ target }) => target)]);
  return {
    data: dataOf(truth.target, passages),
    meta: { glosa: { campaign, truth, labels: labels.map(({ task, ...label }) => label) } },
    annotations: labels.map((label) => annotationOf(label, passages)),
    predictions: [
      {
        model_version: 'glosa-truth',
        score: Math.min(...Object.values(truth.posterior)) / million,
        result: resultsOf(truth.truth, passages, 'prediction'),
      },
    ],
  };
}

/** What a task shows: the page's address, and the text of what was labeled where it is a part of it. */
function dataOf(target: Target, passages: Passages) {
  const url = target.address;
  switch (target.unit) {
    case 'page':
      return { url };
    case 'element':
      return { url, text: target.quote };
    case 'selection':
      return { url, text: passages.text };
  }
}

const abstains = new Set<string>(abstentions);

function annotationOf(
  { body, assist, activeMs, createdAt, batchHash, index }: ExportedLabel,
  passages: Passages,
) {
  return {
    unique_id: `${batchHash}:${index}`,
    result: resultsOf(body, passages, origins[assist]),
    was_cancelled: Object.values(body).every(({ kind }) => abstains.has(kind)),
    ground_truth: false,
    created_at: new Date(createdAt * 1000).toISOString(),
    lead_time: activeMs / 1000,
  };
}
