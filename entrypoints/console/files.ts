import { giveFile } from '../../components/parts/give-file.ts';
import type { TaskList } from '../../lib/formats/task-list.ts';
import { openStream } from '../../lib/funding/open-stream.ts';
import { CallFailed } from '../../lib/messages.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { problem } from '../../lib/protocol/api/problem.ts';
import type { StreamAccess } from '../../lib/view/console.ts';

const nameIn = (disposition: string | null, otherwise: string): string =>
  /filename="([\w.-]{1,80})"/.exec(disposition ?? '')?.[1] ?? otherwise;

async function refused(response: Response): Promise<CallFailed> {
  const said = parseJson(problem, await response.text());
  if (!said.ok) return new CallFailed({ code: 'relay-answer', detail: null, retry: true });
  const { code, retry, detail } = said.value;
  return new CallFailed({ code, detail: detail ?? null, retry });
}

/**
 * Reads an export and hands it to the person as a file.
 * @throws CallFailed what the relay says, or that it can not be reached
 */
export async function saveExport(access: StreamAccess): Promise<void> {
  const response = await openStream(access).catch(() => {
    throw new CallFailed({ code: 'relay-unreachable', detail: null, retry: true });
  });
  if (!response.ok) throw await refused(response);
  giveFile(nameIn(response.headers.get('content-disposition'), 'glosa-export'), await response.blob());
}

/** Reads a chosen file, but never more of it than a list can have. The reader comes with a parser of CSV, and only then. */
export async function readList(file: Blob): Promise<TaskList> {
  const { mostListBytes, readTaskList } = await import('../../lib/formats/task-list.ts');
  return readTaskList(new Uint8Array(await file.slice(0, mostListBytes + 1).arrayBuffer()));
}
