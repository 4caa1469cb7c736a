import * as v from 'valibot';
import { routes } from './routes.ts';

type Routes = typeof routes;
export type Answer<N extends keyof Routes> = v.InferOutput<Routes[N]['answer']>;

/**
 * A route's answer as a client reads it: a field that a later relay says beside those that are here is left out, so that it keeps
 * nobody from the others. What stands deeper, where things are signed, hashed or mean something only together, is read whole or
 * not at all; so is a statement, which is hashed as it stands (docs/protocol.md, how it grows).
 */
export function answerOf<N extends keyof Routes>(name: N): v.GenericSchema<unknown, Answer<N>> {
  const { answer }: { answer: Routes[keyof Routes]['answer'] } = routes[name];
  const open = answer.type === 'strict_object' && name !== 'epoch' ? v.object(answer.entries) : answer;
  // Its output is the answer's: only what is refused differs.
  return open as never;
}
