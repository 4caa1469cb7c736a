/**
 * How long a whole epoch takes: labels of many people, signed as devices sign them, are cut, published, made active on chain and
 * computed again as `npm run verify` does. As many labels as `--inputs` says, a hundred from each labeler, in as many campaigns as
 * `--runs` says (with one campaign fifty, which is all that it takes from a newcomer). Beside the time that passes stands the CPU
 * time of this process with its threads, which a machine with other work leaves alone.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { lower } from '../../lib/protocol/scalar/hex.ts';
import { mostOfNewcomer } from '../../lib/protocol/terms/newcomer.ts';
import { openVerifying } from '../../relay/bin/verify/open-verifying.ts';
import { isRight, reportText } from '../../relay/bin/verify/print-report.ts';
import { verifySideBySide } from '../../relay/bin/verify/side-by-side.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { makeScene, type Scene } from '../relay/scene.ts';
import { advisedSettings } from './advised-settings.ts';
import type { BenchOptions, Row } from './bench.ts';
import { fill } from './epoch/fill.ts';
import { chance } from './incentives/people.ts';

const perLabeler = 100;

export async function measure({ inputs = '100000', runs = '10', seed = '1' }: BenchOptions): Promise<Row[]> {
  const [labels, campaigns] = [Number(inputs), Number(runs)];
  const people = labels / Math.min(perLabeler, campaigns * mostOfNewcomer);
  const scene = await makeScene({ settings: advisedSettings });
  try {
    const draw = chance(Number(seed));
    const receiving = await timed(async () => {
      for (let at = 0; at < campaigns; at++) await fill(scene, people, labels / people / campaigns, draw);
    });
    const cutting = await timed(() => cutEpoch(scene.context));
    scene.startWork();
    const activating = await timed(() => activeEpoch(scene, cutting.result));
    await scene.stopWork();
    const verifying = await timed(() => verified(scene, cutting.result));
    const what = `epoch of ${labels} labels by ${people} labelers in ${campaigns} campaigns`;
    const both = (name: string, { seconds, cpu }: Spent<unknown>): Row[] => [
      { what: `${what}: ${name}`, unit: 's', ours: seconds },
      { what: `${what}: ${name}, CPU`, unit: 's', ours: cpu },
    ];
    return [
      { what: `${what}: received`, unit: 'labels/s', ours: Math.round(labels / receiving.seconds) },
      ...both('closed', cutting),
      ...both('active on chain', activating),
      ...both('verified', verifying),
      { what: 'peak memory of all', unit: 'MB', ours: Math.round(process.resourceUsage().maxRSS / 1024) },
    ];
  } finally {
    await scene.stop();
  }
}

interface Spent<T> {
  /** Of the clock, and of this process's CPU time. */
  seconds: number;
  cpu: number;
  result: T;
}

async function timed<T>(work: () => Promise<T>): Promise<Spent<T>> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: Math.round(performance.now() - start) / 1000,
    cpu: Math.round((user + system) / 1000) / 1000,
    result,
  };
}

async function activeEpoch({ context }: Scene, epoch: number): Promise<void> {
  for (;;) {
    const { state } = await context.db
      .selectFrom('epochs')
      .select('state')
      .where('epoch', '=', epoch)
      .executeTakeFirstOrThrow();
    if (state === 'active') return;
    if (state === 'revoked') throw new Error('the epoch was dropped');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** As anybody verifies it who asks the relay on its port. */
async function verified({ app, config }: Scene, epoch: number): Promise<void> {
  const server = serve({ port: 0, hostname: '127.0.0.1', fetch: app.fetch });
  await once(server, 'listening');
  try {
    const { port }: Partial<AddressInfo> = Object(server.address());
    const whom = { url: `http://127.0.0.1:${port}`, rpcUrl: config.RPC_URL, escrow: lower(config.ESCROW) };
    const work = await openVerifying(whom);
    const report = await verifyEpoch(
      work,
      epoch,
      verifySideBySide(work, whom, () => {}),
    );
    if (!isRight(report)) throw new Error(reportText(report));
  } finally {
    server.close();
  }
}
