import { type DestinationStream, type Logger, pino } from 'pino';
import { BaseError as ChainError } from 'viem';
import { nodeFault } from './chain/node-fault.ts';

/** viem tells the arguments of a call, which can be people, and the node's address, which can hold a key. */
function loggable(error: Error) {
  const { name, message, stack = '' } = error;
  if (!(error instanceof ChainError)) return { name, message, stack };
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  const fault = nodeFault(error);
  const said = fault === undefined ? error.shortMessage : `${error.shortMessage} (${fault})`;
  return { name, message: said, stack: frames.join('\n') };
}

/**
 * The relay's log. Of errors only what the code itself says: the details that PostgreSQL adds quote rows, and rows hold
 * page addresses.
 */
export const makeLog = (level: string, destination?: DestinationStream): Logger =>
  pino({ level, base: null, serializers: { err: loggable } }, destination ?? pino.destination(1));
