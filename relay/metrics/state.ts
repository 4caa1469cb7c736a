import { sql } from 'kysely';
import { Gauge, Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { soon } from '../soon.ts';

interface Facts {
  open_epoch: number;
  opened_at: number;
  active_epoch: number;
  cut: number;
  submitted: number;
  revoked: number;
  queued: number;
  sent: number;
  failed: number;
}

const weiPerEther = 1e18;

/**
 * What stands in database and on chain, read when somebody asks for the metrics. What does not answer has no value then,
 * and `glosa_up` says which part that is.
 */
export function stateMetrics(context: Context): { registry: Registry; read(): Promise<void> } {
  const { db, chain, now, connections } = context;
  const registry = new Registry();
  const registers = [registry];
  const clear = new Map<Gauge<string>, () => void>();
  const gauge = <Name extends string>(name: string, help: string, labelNames: Name[] = []) => {
    const made = new Gauge({ name: `glosa_${name}`, help, labelNames, registers });
    // Without labels `reset` would say 0, which is a value.
    clear.set(made, () => (labelNames.length === 0 ? made.remove() : made.reset()));
    return made;
  };
  const up = gauge('up', 'Whether a part answers', ['part']);
  const openEpoch = gauge('open_epoch', 'Number of the open epoch');
  const openAge = gauge('open_epoch_age_seconds', 'Seconds since the open epoch was opened');
  const activeEpoch = gauge(
    'active_epoch',
    'Number of the last epoch that is active on chain; 0 before the first',
  );
  const settlement = gauge('settlement', 'Epochs on their way, by step', ['step']);
  const dropped = gauge('dropped_epochs', 'Epochs whose root was revoked or could not be activated');
  const transactions = gauge('transactions', 'Transactions of the outbox that are not mined', ['state']);
  const gas = gauge('gas_ether', "What the relay's account has for gas, in the chain's coin");
  const pool = gauge('database_connections', 'Connections of the pool, and requests that wait for one', [
    'state',
  ]);

  const readDatabase = async () => {
    const { rows } = await sql<Facts>`select
      (select epoch from epochs where state = 'open') open_epoch,
      (select opened_at from epochs where state = 'open') opened_at,
      (select coalesce(max(epoch), 0) from epochs where state = 'active') active_epoch,
      (select count(*) from epochs where state = 'cut') cut,
      (select count(*) from epochs where state = 'submitted') submitted,
      (select count(*) from epochs where state = 'revoked') revoked,
      (select count(*) from transactions where state = 'queued') queued,
      (select count(*) from transactions where state = 'sent') sent,
      (select count(*) from transactions where state = 'failed') failed`.execute(db);
    const [facts] = rows;
    if (facts === undefined) return;
    openEpoch.set(facts.open_epoch);
    openAge.set(Math.max(0, now() - facts.opened_at));
    activeEpoch.set(facts.active_epoch);
    settlement.set({ step: 'cut' }, facts.cut);
    settlement.set({ step: 'submitted' }, facts.submitted);
    dropped.set(facts.revoked);
    for (const state of ['queued', 'sent', 'failed'] as const) transactions.set({ state }, facts[state]);
  };
  const readChain = async () => {
    const balance = await chain.client.getBalance({ address: chain.relay });
    gas.set(Number(balance) / weiPerEther);
  };
  const readPart = async (part: string, read: () => Promise<void>, of: Gauge<string>[]) => {
    const answered = await soon(read()).then(
      () => true,
      () => false,
    );
    up.set({ part }, Number(answered));
    if (!answered) for (const one of of) clear.get(one)?.();
  };

  const read = async () => {
    const counts = connections();
    for (const state of ['open', 'idle', 'waiting'] as const) pool.set({ state }, counts[state]);
    await Promise.all([
      readPart('database', readDatabase, [
        openEpoch,
        openAge,
        activeEpoch,
        settlement,
        dropped,
        transactions,
      ]),
      readPart('chain', readChain, [gas]),
    ]);
  };
  return { registry, read };
}
