import type { CampaignFile } from '../../protocol/ledger/statement.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { mayBegin } from '../../truth/pay/carried.ts';
import { type Payment, paymentOf, type Standing, standingOf } from '../../truth/pay/pay.ts';
import { usual } from '../../truth/pay/quality.ts';
import type { Fault } from './fault.ts';
import { appealOf, type History, isMissed, nameOf, scoresOf, type ToldLabel } from './history.ts';

/**
 * Every credit, rejection and sum, computed again from the scores. Whether a promised date was due stands on receipts alone:
 * who is paid without the evidence that the policy wants is paid as such a date pays.
 */
export function payFaults(before: History, after: History, file: CampaignFile, { policy }: Terms): Fault[] {
  const faults = priorFaults(before, file);
  const scores = policy.pay === 'flat' ? new Map() : scoresOf(after);
  const standings = new Map<Hex, Standing>();
  const standing = (key: Hex) => {
    const known = standings.get(key) ?? standingOf(policy, scores.get(key) ?? [], after.priors.get(key));
    standings.set(key, known);
    return known;
  };
  // Appeals are not paid by the key's work (check-appeals.ts).
  const said = new Set(file.rows.filter((row) => appealOf(row) === undefined).map(nameOf));
  const keys = new Set<Hex>();
  for (const [name, label] of after.labels) {
    if (label.judgedIn === null) continue;
    const isNew = said.has(name);
    if (isNew) keys.add(label.key);
    // Pages that do not exist are not judged (check-pages.ts).
    if ((!isNew && label.row.state !== 'held') || isMissed(label.row)) continue;
    const due = label.row.state !== 'held';
    const payment = paymentOf(policy, { price: BigInt(label.row.price), due }, standing(label.key));
    const detail = difference(label, payment);
    if (detail !== undefined) faults.push({ where: `label ${name}`, detail });
  }
  if (policy.pay === 'flat') keys.clear();
  return [...faults, ...sumFaults(file, keys, standing)];
}

/** What a key began with is one of a few steps, said once. Whether it is what its account has shown, no public file tells. */
function priorFaults(before: History, { sums }: CampaignFile): Fault[] {
  return sums.flatMap(({ key, prior = usual }): Fault[] => {
    const known = before.priors.get(key);
    const said = `${prior.sum}/${prior.count}`;
    if (known === undefined)
      return mayBegin(prior) ? [] : [{ where: `sum ${key}`, detail: `no key begins with ${said}` }];
    const first = `${known.sum}/${known.count}`;
    return said === first ? [] : [{ where: `sum ${key}`, detail: `it began with ${first}, and now ${said}` }];
  });
}

function difference({ row }: ToldLabel, payment: Payment): string | undefined {
  const said = [row.state, row.state === 'held' ? '' : row.credit];
  const computed = [
    payment.state,
    payment.state === 'paid' ? `${payment.credit}` : payment.state === 'held' ? '' : '0',
  ];
  if (said.join(' ') !== computed.join(' '))
    return `it is ${said.join(' ')}, computed again ${computed.join(' ')}`;
  if (row.state !== 'rejected' || payment.state !== 'rejected') return undefined;
  if (row.code === payment.code && row.evidence === payment.evidence) return undefined;
  return `it is rejected with ${row.code} ${row.evidence}, computed again ${payment.code} ${payment.evidence}`;
}

function sumFaults(
  { sums }: CampaignFile,
  keys: ReadonlySet<Hex>,
  standing: (key: Hex) => Standing,
): Fault[] {
  const said = new Map(sums.map(({ key, prior: _, ...sum }) => [key, sum]));
  return [...new Set([...keys, ...said.keys()])].flatMap((key) => {
    const { scored, golds, sum, bp } = standing(key).quality;
    const computed = keys.has(key) ? { scored, golds, sum, reached: bp } : undefined;
    const [a, b] = [figures(said.get(key)), figures(computed)];
    return a === b ? [] : [{ where: `sum ${key}`, detail: `it is ${a}, computed again ${b}` }];
  });
}

const figures = (sum: Omit<CampaignFile['sums'][number], 'key' | 'prior'> | undefined) =>
  sum === undefined
    ? 'nothing'
    : `${sum.scored} scored, ${sum.golds} golds, sum ${sum.sum}, reached ${sum.reached}`;
