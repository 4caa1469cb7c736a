import type * as v from 'valibot';
import type { Sender } from './door.ts';

/** One call: who may make it, what it takes, what it does. */
export interface Call<Takes extends v.GenericSchema = v.GenericSchema, Gives = unknown> {
  pages: boolean;
  takes: Takes;
  run(argument: v.InferOutput<Takes>, sender: Sender): Gives | Promise<Gives>;
}

export const call = <Takes extends v.GenericSchema, Gives>(given: Call<Takes, Gives>) => given;
