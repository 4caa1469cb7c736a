import type { Checked } from '../checked.ts';

/** A checked batch as it goes from one thread to another. */
export interface Packed extends Omit<Checked, 'bytes'> {
  /** Null where it is the body that was sent. */
  text: Uint8Array | null;
}

export const pack = ({ bytes, ...rest }: Checked, body: Buffer): Packed => ({
  ...rest,
  text: bytes === body ? null : bytes,
});

/** What of it the thread that has packed it does not need any more. */
export const movedOf = ({ words, hashed, places }: Packed): ArrayBuffer[] =>
  [words, hashed.parts, places].map(({ buffer }) => buffer as ArrayBuffer);

/** @param body that was sent */
export const unpack = ({ text, ...rest }: Packed, body: Buffer): Checked => ({
  ...rest,
  bytes: text === null ? body : Buffer.from(text.buffer, text.byteOffset, text.length),
});
