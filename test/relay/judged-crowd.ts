import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import type { CampaignFile } from '../../lib/protocol/ledger/statement.ts';
import { article, type Labeler, makeLabel, type Opened } from './labeler.ts';
import { fileOf, joined, statementOf } from './reading.ts';
import type { Scene } from './scene.ts';

/** Pay by agreement, at least three labels a task. */
export const judgedPolicy = (hold = { scored: 0, golds: 0 }) => ({
  policy: {
    redundancy: { min: 3, max: 5 },
    stopConfidence: 800_000,
    hold,
    pay: 'better-than-guess',
  } as const,
});

const options = ['up', 'down', 'flat'];
export const pages = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);
/** What a page really says. */
export const truthOf = (page: number) => options[page % 3]!;
/** An answer without looking. */
export const idle = () => 'up';

export const say = (labeler: Labeler, opened: Opened, list: number[], answer: (page: number) => string) =>
  labeler.send(
    opened,
    list.map((page) => makeLabel(opened.campaign, article(page), answer(page))),
  );

export const crowd = (scene: Scene, opened: Opened, count: number) =>
  Promise.all(Array.from({ length: count }, () => joined(scene, opened)));

/** Meanwhile chance makes golds of every task that could be one, or of none. */
export async function withGolds<T>(scene: Scene, golds: 'all' | 'none', work: () => Promise<T>): Promise<T> {
  const { randomBytes } = scene.context;
  scene.context.randomBytes = (count) => randomBytes(count).fill(golds === 'all' ? 0 : 255);
  return work().finally(() => {
    scene.context.randomBytes = randomBytes;
  });
}

export const closeWith = (scene: Scene, golds: 'all' | 'none'): Promise<number> =>
  withGolds(scene, golds, () => scene.closeEpoch());

export async function closed(
  scene: Scene,
  { campaign }: Opened,
  golds: 'all' | 'none' = 'none',
): Promise<CampaignFile> {
  const epoch = await closeWith(scene, golds);
  return (await fileOf(scene, (await statementOf(scene, epoch)).statement, campaign)).file;
}

/** Another value of the same length. */
export const altered = (hex: `0x${string}`) => {
  const bytes = Buffer.from(hex.slice(2), 'hex');
  bytes[bytes.length - 2]! ^= 1;
  return bytesToHex(bytes);
};
