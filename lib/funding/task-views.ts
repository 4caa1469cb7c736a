import type { TaskLists } from '../protocol/api/tasks.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { Expected } from '../storage/expected.ts';
import type { RelayRecord } from '../storage/records.ts';
import { disagreement } from '../truth/agreement/disagreement.ts';
import type { LabeledTask, TaskListsView } from '../view/tasks.ts';
import { orderOf } from './change-order.ts';
import { asRequester } from './requester-session.ts';
import { type Requesting, relayNamed } from './requesting.ts';

/** Tasks that are worth a look; none at a relay of before, which has no such lists. */
export async function taskListsView(
  requesting: Requesting,
  relay: RelayRecord,
  campaign: Hex,
): Promise<TaskListsView> {
  const ask = (token: string) => requesting.client(relay.url).ask('taskLists', { token, path: { campaign } });
  try {
    const { slowest, contested } = await asRequester(requesting, relay, ask);
    return { slowest: slowest.map(listed), contested: contested.map(listed) };
  } catch (error) {
    if (error instanceof Expected && error.code === 'not-found') return { slowest: [], contested: [] };
    throw error;
  }
}

const listed = <T extends TaskLists['slowest'][number] | TaskLists['contested'][number]>(task: T) => ({
  ...task,
  quote: task.quote ?? null,
});

/** All that was said of a task, asked of its relay. @throws Expected what the relay says */
export async function labeledTask(
  requesting: Requesting,
  { campaign, task }: { campaign: Hex; task: Hex },
): Promise<LabeledTask> {
  const { relay: url, terms } = await orderOf(await requesting.store.open(), campaign);
  const relay = await relayNamed(requesting, url);
  const found = await asRequester(requesting, relay, (token) =>
    requesting.client(relay.url).ask('taskLabels', { token, path: { campaign, task } }),
  );
  const { received, labels, truth } = found;
  const apart = (id: string) =>
    disagreement(labels.map(({ body }) => (body[id] === undefined ? {} : { [id]: body[id] })));
  return {
    title: terms.title,
    address: labels[0]?.target.address ?? '',
    targets: terms.targets,
    received,
    labels: labels.map(({ confidence, rationale, ...label }) => ({
      ...label,
      confidence: confidence ?? null,
      rationale: rationale ?? null,
    })),
    questions: terms.questions.map((question) => ({
      question,
      apart: labels.length < 2 ? null : apart(question.id),
    })),
    truth: truth === undefined ? null : { body: truth.body, posterior: truth.posterior },
  };
}
