import type { Logger } from 'pino';
import { ProblemError } from '../../problem-error.ts';
import { Thread } from '../../threads/thread.ts';
import type { Checked } from '../checked.ts';
import { batchChecker, type CheckBatch, type Checking } from './check-batch.ts';
import { type Packed, unpack } from './packed.ts';

export interface BatchChecks {
  check: CheckBatch;
  /** As `check`, in a thread of its own, so that this one is free for what the database answers meanwhile. */
  checkBeside: CheckBatch;
  close(): Promise<void>;
}

/**
 * The thread begins with the first batch that is to be checked beside others; until it is there, and once it is lost, those are checked
 * here. A batch is what it is, wherever it is checked.
 */
export function batchChecks(checking: Checking, log: Pick<Logger, 'warn'>): BatchChecks {
  const check = batchChecker(checking);
  let thread: Thread<Uint8Array, Packed> | undefined;
  let isReady = false;

  const begin = () => {
    const begun = new Thread<Uint8Array, Packed>(
      new URL('./check-worker.ts', import.meta.url),
      checking.place,
    );
    // It says of no bytes that they are no batch: then it is there.
    begun.answer(new Uint8Array()).catch((error: unknown) => {
      isReady = error instanceof ProblemError;
      if (!isReady) log.warn({ err: error }, 'no thread checks batches');
    });
    return begun;
  };

  const checkBeside = async (body: Buffer): Promise<Checked> => {
    thread ??= begin();
    if (!isReady || thread.isLost) return check(body);
    try {
      return unpack(await thread.answer(body), body);
    } catch (error) {
      if (!thread.isLost) throw error;
      log.warn({ err: error }, 'the thread that checks batches is lost');
      return check(body);
    }
  };
  return { check, checkBeside, close: async () => void (await thread?.end()) };
}
