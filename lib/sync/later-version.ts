import { readJson } from '../protocol/api/json.ts';
import { Expected } from '../storage/expected.ts';

/**
 * What could not be read says of itself that it is of a later version: that is no lie, and no reason to look for another address.
 *
 * @param own the newest version that is read here
 */
export function laterVersion(text: string, where: string, own = 1): Expected | undefined {
  const read = readJson(text);
  const version: unknown = read.ok ? Object(read.value).version : undefined;
  return typeof version === 'number' && version > own ? new Expected('relay-newer', true, where) : undefined;
}
