import { CallFailed } from '../messages.ts';
import { maxFile } from './size.ts';

/**
 * The text of a file that a person chose, for the background.
 *
 * @throws CallFailed `recovery-too-large`, `recovery-unreadable`
 */
export async function readFile(file: Blob): Promise<string> {
  if (file.size > maxFile) throw new CallFailed({ code: 'recovery-too-large', detail: null, retry: false });
  try {
    return await file.text();
  } catch {
    throw new CallFailed({ code: 'recovery-unreadable', detail: null, retry: true });
  }
}
