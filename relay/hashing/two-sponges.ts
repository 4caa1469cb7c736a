/**
 * The keccak256 sponge for two messages at once, as a WebAssembly module that is put together here: each of the 25 lanes
 * of both states is one 128-bit value, so that every instruction works for two (FIPS 202, section 3; WebAssembly SIMD).
 */

/** Bytes that one block takes in. */
export const rate = 136;

const lanes = 25;
const rounds = 24;
/** The first place of the memory that the module does not use itself. */
export const ownEnd = 8 * rounds;
/** Numbers that a job has. */
export const jobSize = 5;

// Parameters and locals of the function, by number.
const [list, count, first, second, blocks, firstDigest, secondDigest] = [0, 1, 2, 3, 4, 5, 6];
const round = 7;
const state = 8;
const moved = state + lanes;
const parity = moved + lanes;
const effect = parity + 5;
const scratch = effect + 5;
/** Is never set. */
const zero = scratch + 1;
const vectors = zero + 1 - state;

const simd = 0xfd;
const v128 = 0x7b;
const i32 = 0x7f;

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

const vector = (items: readonly (readonly number[])[]) => [...leb(items.length), ...items.flat()];
const section = (id: number, bytes: readonly number[]) => [id, ...leb(bytes.length), ...bytes];
const name = (text: string) => vector([...text].map((char) => [char.charCodeAt(0)]));

const get = (local: number) => [0x20, ...leb(local)];
const set = (local: number) => [0x21, ...leb(local)];
/** A number from 0 to 63, so that its signed LEB128 is one byte; larger ones take two. */
const number = (value: number) => [0x41, ...(value < 64 ? [value] : [(value & 0x7f) | 0x80, value >>> 7])];
const op = (code: number) => [simd, ...leb(code)];
const xor = op(0x51);
const or = op(0x50);
/** First and not second. */
const andNot = op(0x4f);
const shiftLeft = op(0xcb);
const shiftRight = op(0xcd);
/** Of 8 bytes; then the offset. */
const at = (lane: number) => [0, ...leb(8 * lane)];

const rotated = (local: number, by: number): number[] =>
  by === 0
    ? get(local)
    : [...get(local), ...number(by), ...shiftLeft, ...get(local), ...number(64 - by), ...shiftRight, ...or];

/** Step by step: how far each lane turns (rho), where it goes (pi), and the round constants (iota), as FIPS 202 makes them. */
function turns(): number[] {
  const by = new Array<number>(lanes).fill(0);
  let [x, y] = [1, 0];
  for (let t = 0; t < rounds; t++) {
    by[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64;
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  return by;
}

function roundConstants(): bigint[] {
  let register = 1;
  const bit = () => {
    const out = register & 1;
    register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
    return out;
  };
  return Array.from({ length: rounds }, () => {
    let constant = 0n;
    for (let j = 0; j <= 6; j++) if (bit() === 1) constant |= 1n << BigInt(2 ** j - 1);
    return constant;
  });
}

function roundCode(turn: readonly number[]): number[] {
  const code: number[] = [];
  for (let x = 0; x < 5; x++) {
    code.push(...get(state + x));
    for (let y = 1; y < 5; y++) code.push(...get(state + x + 5 * y), ...xor);
    code.push(...set(parity + x));
  }
  for (let x = 0; x < 5; x++)
    code.push(
      ...get(parity + ((x + 4) % 5)),
      ...rotated(parity + ((x + 1) % 5), 1),
      ...xor,
      ...set(effect + x),
    );
  for (let x = 0; x < 5; x++)
    for (let y = 0; y < 5; y++) {
      const lane = x + 5 * y;
      code.push(...get(state + lane), ...get(effect + x), ...xor, ...set(scratch));
      code.push(...rotated(scratch, turn[lane]!), ...set(moved + y + 5 * ((2 * x + 3 * y) % 5)));
    }
  for (let y = 0; y < 5; y++)
    for (let x = 0; x < 5; x++) {
      const lane = (step: number) => get(moved + ((x + step) % 5) + 5 * y);
      code.push(...lane(0), ...lane(2), ...lane(1), ...andNot, ...xor);
      if (x === 0 && y === 0) code.push(...get(round), ...op(0x0a), 3, 0, ...xor);
      code.push(...set(state + x + 5 * y));
    }
  return code;
}

/** The round constants, from place 0 of the memory on. */
function constantBytes(): number[] {
  const bytesOf = (constant: bigint) =>
    Array.from({ length: 8 }, (_, byte) => Number((constant >> BigInt(8 * byte)) & 0xffn));
  return roundConstants().flatMap(bytesOf);
}

function body(): number[] {
  const turn = turns();
  const code: number[] = [0x03, 0x40];
  [first, second, blocks, firstDigest, secondDigest].forEach((field, at) => {
    code.push(...get(list), 0x28, 2, ...leb(4 * at), ...set(field));
  });
  for (let lane = 0; lane < lanes; lane++) code.push(...get(zero), ...set(state + lane));
  code.push(0x03, 0x40);
  for (let lane = 0; lane < rate / 8; lane++) {
    const [load, loadSecond] = [op(0x5d), op(0x57)];
    code.push(...get(second), ...get(first), ...load, ...at(lane), ...loadSecond, ...at(lane), 1);
    code.push(...get(state + lane), ...xor, ...set(state + lane));
  }
  code.push(...number(0), ...set(round), 0x03, 0x40, ...roundCode(turn));
  code.push(
    ...get(round),
    ...number(8),
    0x6a,
    0x22,
    ...leb(round),
    ...number(8 * rounds),
    0x49,
    0x0d,
    0,
    0x0b,
  );
  for (const message of [first, second]) code.push(...get(message), ...number(rate), 0x6a, ...set(message));
  code.push(...get(blocks), ...number(1), 0x6b, 0x22, ...leb(blocks), 0x0d, 0, 0x0b);
  for (let lane = 0; lane < 4; lane++)
    [firstDigest, secondDigest].forEach((digest, which) => {
      code.push(...get(digest), ...get(state + lane), ...op(0x5b), ...at(lane), which);
    });
  code.push(...get(list), ...number(4 * jobSize), 0x6a, ...set(list));
  code.push(...get(count), ...number(1), 0x6b, 0x22, ...leb(count), 0x0d, 0, 0x0b);
  return [
    ...vector([
      [...leb(6), i32],
      [...leb(vectors), v128],
    ]),
    ...code,
    0x0b,
  ];
}

/** What the module exports. */
export interface TwoSponges {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /**
   * Does jobs in their order, so that a message may have digests of those before; at least one.
   * A job is five numbers of 32 bits: the addresses of two messages, which are padded, their blocks, equally many, and
   * where their digests go.
   */
  run(list: number, count: number): void;
}

/** The part of the platform's WebAssembly that is used here; the types of Node have none of it. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array): Promise<{ instance: { exports: TwoSponges } }>;
};

export async function loadTwoSponges(): Promise<TwoSponges> {
  const code = body();
  const bytes = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector([[i32], [i32]]), 0]])),
    ...section(3, vector([[0]])),
    ...section(5, vector([[0, 1]])),
    ...section(
      7,
      vector([
        [...name('memory'), 2, 0],
        [...name('run'), 0, 0],
      ]),
    ),
    ...section(10, vector([[...leb(code.length), ...code]])),
    ...section(11, vector([[0, ...number(0), 0x0b, ...vector(constantBytes().map((byte) => [byte]))]])),
  ];
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
  return instance.exports;
}
