const bytea = 17;
const word = 32;

/** A word that stands somewhere in a buffer. */
export interface PlacedWord {
  of: Buffer;
  at: number;
}

/**
 * An array parameter of type bytea[], of 32 bytes each, in PostgreSQL's binary format, which `pg` sends as it is: nothing
 * is written as text and read again. One dimension, from 1, without nulls.
 */
export function binaryWords(words: readonly PlacedWord[]): Buffer {
  const dimensions = words.length === 0 ? 0 : 1;
  const into = Buffer.allocUnsafe(12 + 8 * dimensions + words.length * (4 + word));
  let end = into.writeInt32BE(dimensions, 0);
  end = into.writeInt32BE(0, end);
  end = into.writeInt32BE(bytea, end);
  if (dimensions === 0) return into;
  end = into.writeInt32BE(words.length, end);
  end = into.writeInt32BE(1, end);
  for (const { of, at } of words) {
    end = into.writeInt32BE(word, end);
    end += of.copy(into, end, at, at + word);
  }
  return into;
}
