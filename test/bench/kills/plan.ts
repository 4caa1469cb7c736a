import { makeChance } from './chance.ts';

/** Moments of the trip that the background itself comes by: it stands still there until it is told to go on, or killed. */
export const deviceSteps = [
  'before save',
  'after save',
  'before cut',
  'after cut',
  'before POST',
  'after POST',
  'before answer kept',
  'after answer kept',
  'before statement',
  'after statement',
  'before statement checked',
  'after statement checked',
  'before claim',
  'after claim',
] as const;

/** Moments that are seen from outside: the word “saved”, a batch is with the relay, and what its rows say of the epoch and of a claim. */
export const outerSteps = [
  'told that it is saved',
  'receipt commit',
  'epoch closed',
  'epoch submitted',
  'epoch active',
  'claim on its way',
] as const;

export const parts = [
  'background killed',
  'relay killed',
  'database killed',
  'chain paused',
  'chain restarted',
  'RPC cut',
  'network cut',
  'answers lost',
] as const;

export type DeviceStep = (typeof deviceSteps)[number];
export type OuterStep = (typeof outerSteps)[number];
export type Step = DeviceStep | OuterStep;
export type Part = (typeof parts)[number];

/** One run: labels are saved and followed, and at one step one part fails. */
export type Plan = {
  run: number;
  step: Step;
  part: Part;
  labels: number;
  /** Milliseconds from the step to the failure, and how long the part is away. */
  delayMs: number;
  downMs: number;
};

export const isDeviceStep = (step: Step): step is DeviceStep => deviceSteps.some((one) => one === step);

/** Every pair of step and part comes once before any comes twice; the seed shuffles them and chooses the rest. */
export function planOf(seed: number, run: number): Plan {
  const pairs = [...deviceSteps, ...outerSteps].flatMap((step) => parts.map((part) => ({ step, part })));
  const shuffled = makeChance(`${seed}`).shuffled(pairs);
  const pair = shuffled[run % shuffled.length];
  if (pair === undefined) throw new Error('There is no pair');
  const { below } = makeChance(`${seed}:${run}`);
  return { run, ...pair, labels: 1 + below(3), delayMs: below(25), downMs: 50 + below(300) };
}
