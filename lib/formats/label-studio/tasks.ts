import type { Label } from '../../protocol/label/label.ts';
import { abstentions } from '../../protocol/question/abstention.ts';
import type { Target } from '../../protocol/target/target.ts';
import type { About, ExportedTask, Format, Written } from '../format.ts';
import { type Passages, passagesOf } from './passages.ts';
import { origins, resultsOf } from './results.ts';

const million = 1_000_000;
const written = {
  mediaType: 'application/json; charset=utf-8',
  extension: 'label-studio.json',
  head: '[\n',
  tail: '\n]\n',
};

/**
 * Label Studio's JSON of tasks with annotations: settled tasks, one a line. The truth is a prediction, so that it does not count
 * as somebody's annotation; all that Label Studio has no field for is in the task's `meta`, which it keeps.
 */
export const labelStudio = ({ campaign }: About): Format => ({
  of: 'tasks',
  ...written,
  row: (task, isFirst) => `${isFirst ? '' : ',\n'}${JSON.stringify(taskOf(campaign, task))}`,
});

/** The same of a private question set: a task a label, and no prediction, since nobody judged it. */
export const privateLabelStudio = ({ campaign }: About): Written<Label> => ({
  ...written,
  row: (label, isFirst) => {
    const passages = passagesOf([label.target]);
    const task = {
      data: dataOf(label.target, passages),
      meta: { glosa: { campaign, label } },
      annotations: [annotationOf(label, label.task, passages)],
    };
    return `${isFirst ? '' : ',\n'}${JSON.stringify(task)}`;
  },
});

function taskOf(campaign: string, { truth, labels }: ExportedTask) {
  const passages = passagesOf([truth.target, ...labels.map(({ target }) => target)]);
  return {
    data: dataOf(truth.target, passages),
    meta: { glosa: { campaign, truth, labels: labels.map(({ task, ...label }) => label) } },
    annotations: labels.map((label) => annotationOf(label, `${label.batchHash}:${label.index}`, passages)),
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

function annotationOf({ body, assist, activeMs, createdAt }: Label, id: string, passages: Passages) {
  return {
    unique_id: id,
    result: resultsOf(body, passages, origins[assist]),
    was_cancelled: Object.values(body).every(({ kind }) => abstains.has(kind)),
    ground_truth: false,
    created_at: new Date(createdAt * 1000).toISOString(),
    lead_time: activeMs / 1000,
  };
}
