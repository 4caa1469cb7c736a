/** A thread that checks batches (batch-checks.ts). */
import { workerData } from 'node:worker_threads';
import { answerTasks } from '../../threads/answering.ts';
import { batchChecker } from './check-batch.ts';
import { openChecking } from './open-checking.ts';
import { movedOf, type Packed, pack } from './packed.ts';

const opening = openChecking(workerData).then(batchChecker);

answerTasks<Uint8Array, Packed>(async ({ buffer, byteOffset, length }) => {
  const body = Buffer.from(buffer, byteOffset, length);
  const check = await opening;
  return pack(await check(body), body);
}, movedOf);
