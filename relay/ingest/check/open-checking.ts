import type { Place } from '../../../lib/protocol/signed/domain.ts';
import { signerOf } from '../../../lib/protocol/signed/recover.ts';
import { nativeCurve, plainCurve } from '../../curve.ts';
import { labelHasher } from '../../hashing/label-hasher.ts';
import { loadTwoSponges } from '../../hashing/two-sponges.ts';
import { loadKeccak } from '../../keccak.ts';
import type { Checking } from './check-batch.ts';

/** What a thread checks with: all that hashes and recovers is its own. */
export async function openChecking(place: Place): Promise<Checking> {
  const { recover } = nativeCurve() ?? plainCurve;
  const keccak = await loadKeccak();
  return {
    place,
    keccak,
    hashLabels: labelHasher(await loadTwoSponges()),
    signerOf: (digest, signature) => signerOf(digest, signature, recover, keccak),
  };
}
