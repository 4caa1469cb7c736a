import { type Caller, CallFailed, type OwnCalls } from '../../lib/messages.ts';
import { firstKeyMap } from '../../lib/view/key-map.ts';

type Answers = { readonly [Name in keyof OwnCalls]?: (argument: never) => unknown };

/** The other side of the calls: it says what a state needs, and never answers the rest. */
export const calls = (answers: Answers = {}): Caller<OwnCalls> => {
  const all: Answers = { keyMap: () => firstKeyMap, ...answers };
  return (async (name: keyof OwnCalls, argument: never) => {
    const answer = all[name];
    return answer === undefined ? new Promise(() => {}) : answer(argument);
  }) as Caller<OwnCalls>;
};

export const fails =
  (code: string, detail: string | null = null) =>
  () => {
    throw new CallFailed({ code, detail, retry: true });
  };
