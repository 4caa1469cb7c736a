/**
 * How text is folded, version 2 of the text model (docs/anchoring.md): blanks, controls and what is not seen are dropped;
 * case, accents, width and ligatures do not count; quotes and dashes have one shape each. What is left are `letters`: UTF-16
 * units that are compared one by one.
 */
const dropped = 1;
const several = 2;
const mostLetters = 4;
/** Blanks, controls, what is ignorable by default (UAX 44), and combining accents: first and last units of each run. */
const unseen: readonly (readonly [number, number])[] = [
  [0, 0x20],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfff8],
];
const marks = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;
const shapes = new Map(
  (
    [
      ["'", '\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9`\u00b4\u2039\u203a'],
      ['"', '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u301d\u301e'],
      ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63'],
    ] as const
  ).flatMap(([shape, units]) => [...units].map((unit) => [unit, shape] as const)),
);
const shapeOf = (unit: string): string => shapes.get(unit) ?? unit;

function isUnseen(unit: number): boolean {
  for (const [first, last] of unseen) {
    if (unit < first) return false;
    if (unit <= last) return true;
  }
  return false;
}

/** Per UTF-16 unit its letter, `dropped` or `several`; 0 where nobody has asked yet. Control characters are no letters. */
const letterOf = new Uint16Array(0x10000);
const lettersOf = new Map<number, readonly number[]>();

/**
 * What one unit is folded to, so that folding it again changes nothing. Plain tables, no expressions of Unicode properties: it runs
 * once for each letter of a page, and the first time is what a page waits for.
 */
function fold(unit: number): string {
  let seen = '';
  for (const each of shapeOf(String.fromCharCode(unit)).normalize('NFKD').split(''))
    if (!isUnseen(each.charCodeAt(0))) seen += shapeOf(each);
  return seen.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

/** Chinese characters, and nothing that is folded. */
const isPlain = (unit: number): boolean => 0x4e00 <= unit && unit < 0xa000;

// Most letters of most pages; the grave accent is shaped as a quote.
for (let unit = 0x21; unit < 0x7f; unit++)
  if (unit !== 0x60) letterOf[unit] = unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;

function learn(unit: number): number {
  let letter = unit;
  if (!isPlain(unit)) {
    const folded = fold(unit);
    letter = folded.length === 0 ? dropped : folded.length === 1 ? folded.charCodeAt(0) : several;
    if (letter === several) {
      const letters = folded.slice(0, mostLetters).split('');
      lettersOf.set(
        unit,
        letters.map((each) => each.charCodeAt(0)),
      );
    }
  }
  letterOf[unit] = letter;
  return letter;
}

/** Room that folding `units` UTF-16 units needs at most. */
export const roomFor = (units: number): number => units * mostLetters;

/**
 * Folds `text` from unit `from` up to `to` into `into`, which has room.
 *
 * @returns the end of what was written
 */
export function foldInto(into: Uint16Array, at: number, text: string, from: number, to: number): number {
  let end = at;
  for (let index = from; index < to; index++) {
    const unit = text.charCodeAt(index);
    const letter = letterOf[unit]! || learn(unit);
    if (letter > several) into[end++] = letter;
    else if (letter === several) for (const each of lettersOf.get(unit)!) into[end++] = each;
  }
  return end;
}

/**
 * Compares what `text` folds to, from unit `from` up to `to`, with the letters from `at` on. Letters before 0 are passed over, and
 * it ends with the last.
 *
 * @returns the end of what was compared; undefined when something differs
 */
export function follow(
  letters: Uint16Array,
  at: number,
  text: string,
  from: number,
  to: number,
): number | undefined {
  let end = at;
  for (let index = from; index < to && end < letters.length; index++) {
    const unit = text.charCodeAt(index);
    const letter = letterOf[unit]! || learn(unit);
    if (letter > several) {
      if (end >= 0 && letters[end] !== letter) return undefined;
      end++;
    } else if (letter === several)
      for (const each of lettersOf.get(unit)!) {
        if (end >= 0 && end < letters.length && letters[end] !== each) return undefined;
        end++;
      }
  }
  return end;
}

const countOf = (unit: number): number => {
  const letter = letterOf[unit]! || learn(unit);
  return letter > several ? 1 : letter === several ? lettersOf.get(unit)!.length : 0;
};

/** How many letters the first `units` units of `text` make. */
export function lettersBefore(text: string, units: number): number {
  let count = 0;
  for (let index = 0; index < units && index < text.length; index++) count += countOf(text.charCodeAt(index));
  return count;
}

/** Index of the unit that makes the letter of this number, counted from 0; where `text` has fewer, -1 without as many as it has. */
export function seek(text: string, letter: number): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    count += countOf(text.charCodeAt(index));
    if (count > letter) return index;
  }
  return -1 - count;
}

/** The same; the length of `text` where it has fewer. */
export function unitOf(text: string, letter: number): number {
  const index = seek(text, letter);
  return index < 0 ? text.length : index;
}

/** Behind the unit at `index` and the marks that belong to it, so that no accent is cut off its letter. */
export function behind(text: string, index: number): number {
  let end = index + 1;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit < 0xad || countOf(unit) > 0 || !marks.test(text[end]!)) break;
  }
  return end;
}
