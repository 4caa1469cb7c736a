import type { ComponentChildren } from 'preact';

/** Where something stands: in the overlay's root, which is open here, its layer, the root of the picker or of a task's labels, or one of our own pages. */
export type Frame = 'overlay' | 'layer' | 'picker' | 'task' | 'panel' | 'welcome' | 'console';

/** What is drawn ends with the signal. */
export interface Stage {
  /** The element that everything is drawn in: in the shadow root, or the page's own. */
  root: HTMLElement;
  /** Beside it, for what stands in the layer. Of the overlay's frames only. */
  layer: HTMLElement;
  host: HTMLElement;
  signal: AbortSignal;
}

/** One state of something that is drawn. Where it is reached by acts, these are a person's. */
export interface State {
  name: string;
  frame: Frame;
  show(stage: Stage): ComponentChildren | Promise<ComponentChildren>;
  /** What a person does then. */
  then?(stage: Stage): void | Promise<void>;
}
