import type { Failure } from '../../lib/messages.ts';

/** Something the person asked for: under way, failed, or done with what came of it. */
export type Act =
  | { state: 'busy' }
  | { state: 'failed'; failure: Failure }
  | { state: 'done'; count: number };

/** What acts are told apart by. */
export type ActName =
  | 'sync'
  | 'useRelay'
  | 'export'
  | 'recovery'
  | 'restore'
  | 'keys'
  | 'reads'
  | 'news'
  | 'wallet'
  | `join ${string}`
  | `leave ${string}`
  | `payTo ${string}`
  | `undo ${string}`
  | `appeal ${string}`
  | `claim ${string}`;

export type Acts = { readonly [Name in ActName]?: Act };

export const failureIn = (act: Act | undefined): Failure | null =>
  act?.state === 'failed' ? act.failure : null;

export const isBusy = (act: Act | undefined): boolean => act?.state === 'busy';
