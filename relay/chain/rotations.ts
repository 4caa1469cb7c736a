import type { Kysely } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';

export interface Rotation {
  fromEpoch: number;
  key: Hex;
}

const prefix = 'rotate:';

/** The outbox is the list of rotations: the name of each says all of it. */
export const rotationName = ({ fromEpoch, key }: Rotation) => `${prefix}${fromEpoch}:${key}`;

/** The newest rotation that is for this epoch or an earlier one, on its way or done. */
export async function lastRotation(db: Kysely<Tables>, epoch: number): Promise<Rotation | undefined> {
  const rows = await db
    .selectFrom('transactions')
    .select('name')
    .where('name', 'like', `${prefix}%`)
    .where('state', '<>', 'failed')
    .execute();
  return rows
    .map(({ name }) => readName(name))
    .filter(({ fromEpoch }) => fromEpoch <= epoch)
    .sort((a, b) => b.fromEpoch - a.fromEpoch)[0];
}

function readName(name: string): Rotation {
  const [, fromEpoch = '', key = ''] = name.split(':');
  return { fromEpoch: Number(fromEpoch), key: `0x${key.slice(2)}` };
}
