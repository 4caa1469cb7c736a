import type { Label } from '../../../lib/protocol/label/label.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { depositFor } from '../../../lib/protocol/terms/cost.ts';
import { judgedPolicy, truthOf } from '../../relay/judged-crowd.ts';
import { article, type Opened } from '../../relay/labeler.ts';
import type { Scene } from '../../relay/scene.ts';
import { delegated } from './crowd.ts';
import { writer } from './write.ts';

const perTask = 5;
const accuracy = 0.85;
const common = {
  activeMs: 5000,
  assist: 'human',
  createdAt: 1_700_000_000 - (1_700_000_000 % 3600),
} as const;
/** Batches that are written at once. */
const atOnce = 500;

/**
 * A campaign whose tasks all have five labels, `each` of every person: signed as devices sign them, and written as the relay
 * would have written them. How fast it receives them is measured elsewhere (`npm run bench -- ingest`).
 */
export async function fill(scene: Scene, people: number, each: number, draw: () => number): Promise<void> {
  const { context } = scene;
  const price = BigInt(scene.termsWith().price);
  const opened: Opened = await scene.openCampaign(judgedPolicy(), depositFor(price * BigInt(people * each)));
  const crowd = await delegated(scene, opened, people, draw);
  const round = people / perTask;
  const pages = Array.from({ length: round * each }, (_, n) => {
    const target = pageTargetOf(article(n));
    return { target, task: taskId(opened.campaign, target, context.keccak), truth: truthOf(n) };
  });
  const saltOf = (): Hex =>
    `0x${Math.floor(draw() * 2 ** 32)
      .toString(16)
      .padStart(32, '0')}`;
  const labelsOf = (who: number): Label[] =>
    Array.from({ length: each }, (_, slot) => {
      const at = slot * round + ((who + slot * Math.floor(who / round) * 7) % round);
      const { target, task, truth } = pages[at]!;
      const said = draw() < accuracy ? truth : truthOf(at + 1 + Math.floor(draw() * 2));
      const body: Label['body'] = { tone: { chosen: [said], kind: 'choice' } };
      return { ...common, body, salts: [saltOf(), saltOf()], target, task };
    });
  const write = await writer(context, opened);
  for (let who = 0; who < people; who += atOnce)
    await write(crowd.slice(who, who + atOnce).map((person, n) => ({ person, labels: labelsOf(who + n) })));
}
