import type { Place } from './page.ts';

/** Where rows of an export begin. */
export interface Checkpoint {
  byte: number;
  /** Rows after it come next. */
  place: Place;
}

/** Exports that are remembered; the one that went on longest ago goes first. */
const mostExports = 500;
/** Bytes between two checkpoints of one export. */
const apart = 1_000_000;

/**
 * Remembers where rows stood in exports that this process has sent, so that one that goes on need not be made again from its
 * first byte. What is forgotten, or was sent by another relay, is made again: the bytes are the same.
 */
export function checkpointsKeeper() {
  const kept = new Map<string, Checkpoint[]>();
  return {
    /** The last one at a byte or before it. */
    before(name: string, byte: number): Checkpoint | undefined {
      return kept.get(name)?.findLast((one) => one.byte <= byte);
    },
    add(name: string, checkpoint: Checkpoint): void {
      const list = kept.get(name) ?? [];
      kept.delete(name);
      kept.set(name, list);
      if (checkpoint.byte >= (list.at(-1)?.byte ?? 0) + apart) list.push(checkpoint);
      const [oldest] = kept.keys();
      if (kept.size > mostExports && oldest !== undefined) kept.delete(oldest);
    },
  };
}
