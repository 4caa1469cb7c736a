import type { CampaignFile } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { isGiven } from '../../protocol/signed/gold.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import type { Fault } from './fault.ts';
import type { History } from './history.ts';

/**
 * A requester's golds: those to which the terms were bound before anybody labeled, and no other; each opened once, by the
 * epoch that settles its task. That none is kept back, which would only pay more, the requester alone can tell.
 */
export function givenFaults(
  before: History,
  after: History,
  { epoch, golds }: CampaignFile,
  terms: Terms,
  keccak: Keccak,
): Fault[] {
  const settled = new Set<Hex>();
  for (const { row, judgedIn } of after.labels.values()) if (judgedIn === epoch) settled.add(row.ref);
  const seen = new Set(before.given);
  return (golds.given ?? []).flatMap((one): Fault[] => {
    const fault = (detail: string): Fault => ({ where: `given gold ${one.ref}`, detail });
    const isBound = terms.golds !== undefined && isGiven(terms.golds.root, one, keccak);
    const faults = [
      ...(isBound ? [] : [fault('the terms are not bound to it')]),
      ...(seen.has(one.ref) ? [fault('it was opened before')] : []),
      ...(settled.has(one.ref) ? [] : [fault('its task is not settled here')]),
    ];
    seen.add(one.ref);
    return faults;
  });
}
