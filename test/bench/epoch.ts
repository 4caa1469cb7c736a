/**
 * How long a whole epoch takes: labels of many people, sent as devices send them, are cut, published, made active on chain and
 * computed again as `npm run verify` does. As many labels as `--inputs` says, fifty from each labeler; campaigns of at
 * most 100,000, since so many are judged at once.
 */
import { depositFor } from '../../lib/protocol/terms/cost.ts';
import { mostOfNewcomer } from '../../lib/protocol/terms/newcomer.ts';
import { chainEpochs } from '../../relay/bin/verify/chain-epochs.ts';
import { isRight, reportText } from '../../relay/bin/verify/print-report.ts';
import { publicFiles } from '../../relay/bin/verify/public-files.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { judgedPolicy, say, truthOf } from '../relay/judged-crowd.ts';
import { makeLabeler, type Opened } from '../relay/labeler.ts';
import { makeScene, type Scene } from '../relay/scene.ts';
import type { BenchOptions, Row } from './bench.ts';
import { chance } from './incentives/people.ts';

/** No campaign takes more from somebody of whom it has judged nothing. */
const each = mostOfNewcomer;
const perTask = 5;
const mostOfCampaign = 100_000;
const accuracy = 0.85;

export async function measure({ inputs = '100000', seed = '1' }: BenchOptions): Promise<Row[]> {
  const labels = Number(inputs);
  const scene = await makeScene();
  try {
    const draw = chance(Number(seed));
    const receiving = await timed(async () => {
      for (let left = labels; left > 0; left -= mostOfCampaign)
        await fill(scene, Math.min(left, mostOfCampaign) / each, draw);
    });
    const cutting = await timed(() => cutEpoch(scene.context));
    scene.startWork();
    const activating = await timed(() => activeEpoch(scene, cutting.result));
    await scene.stopWork();
    const verifying = await timed(() => verified(scene, cutting.result));
    const what = `epoch of ${labels} labels by ${labels / each} labelers`;
    return [
      { what: `${what}: received`, unit: 'labels/s', ours: Math.round(labels / receiving.seconds) },
      { what: `${what}: closed`, unit: 's', ours: cutting.seconds },
      { what: `${what}: active on chain`, unit: 's', ours: activating.seconds },
      { what: `${what}: verified`, unit: 's', ours: verifying.seconds },
      { what: 'peak memory of all', unit: 'MB', ours: Math.round(process.resourceUsage().maxRSS / 1024) },
    ];
  } finally {
    await scene.stop();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: Math.round(performance.now() - start) / 1000, result };
}

/** A campaign whose tasks all get five labels, by other people each time. */
async function fill(scene: Scene, people: number, draw: () => number): Promise<void> {
  const price = BigInt(scene.termsWith().price);
  const opened: Opened = await scene.openCampaign(judgedPolicy(), depositFor(price * BigInt(people * each)));
  const round = people / perTask;
  for (let who = 0; who < people; who++) {
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const shift = Math.floor(who / round) * 7;
    const pages = Array.from({ length: each }, (_, slot) => slot * round + ((who + slot * shift) % round));
    const answer = (page: number) => truthOf(draw() < accuracy ? page : page + 1 + Math.floor(draw() * 2));
    const { refused } = await say(labeler, opened, pages, answer);
    if (refused.length > 0) throw new Error(`refused: ${refused[0]}`);
  }
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

async function verified({ app, config, context }: Scene, epoch: number): Promise<void> {
  const { keccak, signerOf, place } = context;
  const get = async (path: string) => (await app.request(path)).text();
  const chain = await chainEpochs(config.RPC_URL, config.ESCROW);
  const report = await verifyEpoch(
    { place, chain, keccak, signerOf, files: publicFiles(get, keccak) },
    epoch,
  );
  if (!isRight(report)) throw new Error(reportText(report));
}
