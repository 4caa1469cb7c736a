import type { ExportedLabel } from '../../protocol/api/export.ts';
import type { About, ExportedTask, Format } from '../format.ts';
import { dataOf } from './names.ts';
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

const taskOf = (campaign: string, { truth, labels }: ExportedTask) => ({
  data: dataOf(truth.target),
  meta: { glosa: { campaign, truth, labels: labels.map(({ task, ...label }) => label) } },
  annotations: labels.map(annotationOf),
  predictions: [
    {
      model_version: 'glosa-truth',
      score: Math.min(...Object.values(truth.posterior)) / million,
      result: resultsOf(truth.truth, 'prediction'),
    },
  ],
});

function annotationOf({ body, assist, activeMs, createdAt, batchHash, index }: ExportedLabel) {
  const result = resultsOf(body, origins[assist]);
  return {
    unique_id: `${batchHash}:${index}`,
    result,
    was_cancelled: result.length === 0,
    ground_truth: false,
    created_at: new Date(createdAt * 1000).toISOString(),
    lead_time: activeMs / 1000,
  };
}
