import type { Failure } from '../../lib/messages.ts';

/** What there was nothing to do with. */
export type Nothing = 'undo' | 'redo' | 'repeat';

/** What the card says about the last act. */
export type Note =
  | { kind: 'saved' }
  | { kind: 'undone' }
  /** A passage is marked no more. */
  | { kind: 'unmarked' }
  | { kind: 'too-late' }
  /** The time to change it was over before the change was saved. */
  | { kind: 'settled' }
  | { kind: 'failed'; failure: Failure; again: 'save' | 'undo' }
  | { kind: 'nothing'; to: Nothing }
  /** The act was not counted: once more slowly, or in the panel. */
  | { kind: 'confirm'; where: 'again' | 'panel' };
