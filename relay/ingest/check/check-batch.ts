import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Keccak } from '../../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { batchHash } from '../../../lib/protocol/signed/batch.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import type { Place } from '../../../lib/protocol/signed/domain.ts';
import { bodyParser } from '../../app/door.ts';
import type { LabelHasher } from '../../hashing/label-hasher.ts';
import { ProblemError } from '../../problem-error.ts';
import { batchReader } from '../batch-text.ts';
import { type Checked, checkedOf } from '../checked.ts';

/** What batches are checked with. */
export interface Checking {
  place: Place;
  keccak: Keccak;
  hashLabels: LabelHasher;
  signerOf(digest: Hex, signature: Hex): Promise<Hex | undefined>;
}

/**
 * @param body of a request. In canonical form it is read where it stands; any other is brought into that form.
 * @throws ProblemError `malformed`, `wrong-labels`, `bad-signature`
 */
export type CheckBatch = (body: Buffer) => Promise<Checked>;

/** Checks of a batch all that it says itself: its form, that its key has signed it, and that its labels are those that are signed. */
export function batchChecker({ place, keccak, hashLabels, signerOf }: Checking): CheckBatch {
  const read = batchReader();
  const parse = bodyParser(routes.batches.request);
  return async (body) => {
    const found = read(body) ?? read(Buffer.from(canonicalText(parse(body))));
    if (found === undefined) throw new TypeError('a batch of which canonical text can not be read');
    const { batch, signature, labels } = found;
    if (labels.length !== batch.count)
      throw new ProblemError('wrong-labels', `${batch.count} are signed, ${labels.length} came`);
    const hash = batchHash(place, batch, keccak);
    if ((await signerOf(hash, signature)) !== batch.key) throw new ProblemError('bad-signature');
    // The signature covers the root alone, so labels are hashed only for a batch that its key has signed.
    const { parts, areOfTask, root } = hashLabels(found);
    if (root !== batch.labelsRoot) throw new ProblemError('wrong-labels');
    return checkedOf(found, hash, { parts, areOfTask });
  };
}
