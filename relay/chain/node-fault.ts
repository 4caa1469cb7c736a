import { BaseError, HttpRequestError, RpcRequestError, TimeoutError } from 'viem';
import { revertReason } from '../../lib/protocol/abi/revert-reason.ts';

/**
 * What a node did instead of answering, in few words: never its address, which can hold a key, nor its own words, which can hold
 * what was asked.
 *
 * @returns undefined when it answered, whatever the contract made of the call
 */
export function nodeFault(error: unknown): string | undefined {
  // What viem can not read as a number or a list it throws as it comes.
  if (!(error instanceof BaseError)) return 'what it says is no answer of a node';
  if (revertReason(error) !== undefined) return undefined;
  const cause = error.walk(
    (inner) =>
      inner instanceof HttpRequestError || inner instanceof RpcRequestError || inner instanceof TimeoutError,
  );
  if (cause instanceof HttpRequestError)
    return cause.status === undefined ? 'no connection, or no JSON' : `HTTP ${cause.status}`;
  if (cause instanceof RpcRequestError) return `its error ${cause.code}`;
  return cause === null ? undefined : 'no answer in time';
}
