import * as v from 'valibot';
import { bytes32, type Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Asked } from './asked.ts';
import { readAccount } from './key.ts';
import { Refusal, UsageError } from './refusal.ts';
import { type RelayDoor, relayDoor } from './relay-door.ts';
import { signIn } from './sign-in.ts';
import { type CampaignState, readState, stateFileOf } from './state.ts';

export interface OwnCampaign {
  campaign: Hex;
  relay: RelayDoor;
  token: string;
}

/** The campaign that a command is about, by its file or its id, with a session at its relay. */
export async function signedIn(asked: Asked): Promise<OwnCampaign> {
  const { positionals, values, env, terminal } = asked;
  const [named] = positionals;
  if (named === undefined) throw new UsageError('Say which campaign: the file of its terms, or its id.');
  const account = await readAccount(env, values['key-file'], terminal.err);
  const found = v.is(bytes32, named) ? { campaign: named, relay: undefined } : (await begunAs(named)).state;
  const relay = relayDoor(values.relay ?? found.relay ?? env.GLOSA_RELAY ?? '');
  return { campaign: found.campaign, relay, token: await signIn(relay, account) };
}

/** @throws Refusal when `campaign create` was never run on the file */
export async function begunAs(termsFile: string): Promise<{ file: string; state: CampaignState }> {
  const file = stateFileOf(termsFile);
  const state = await readState(file);
  if (state === undefined)
    throw new Refusal(`There is no ${file}: begin with glosa campaign create ${termsFile}.`);
  return { file, state };
}
