/**
 * How text is folded, version 2 of the text model (docs/anchoring.md): blanks, controls and what is not seen are dropped;
 * case, accents, width and ligatures do not count; quotes and dashes have one shape each. What is left are `letters`: UTF-16
 * units that are compared one by one.
 */
const dropped = 1;
const several = 2;
const mostLetters = 4;
const unseen = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]|[\u0300-\u036f]/gu;
const marks = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;
const shapes: readonly (readonly [RegExp, string])[] = [
  [/[\u2018-\u201b\u2032\u02bc\u02b9`\u00b4\u2039\u203a]/g, "'"],
  [/[\u201c-\u201f\u2033\u00ab\u00bb\u301d\u301e]/g, '"'],
  [/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-'],
];

/** Per UTF-16 unit its letter, `dropped` or `several`; 0 where nobody has asked yet. Control characters are no letters. */
const letterOf = new Uint16Array(0x10000);
const lettersOf = new Map<number, readonly number[]>();

function foldedOnce(text: string): string {
  const shaped = shapes.reduce((left, [shape, by]) => left.replace(shape, by), text);
  return shaped.normalize('NFKD').replace(unseen, '').toUpperCase().toLowerCase().normalize('NFC');
}

function learn(unit: number): number {
  if (unit > 0x20 && unit < 0x7f && unit !== 0x60) {
    const plain = unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
    letterOf[unit] = plain;
    return plain;
  }
  // What the first fold makes of a few (`‴`, `ẞ`) is itself folded to something else.
  const folded = foldedOnce(foldedOnce(String.fromCharCode(unit)));
  const letters = Array.from({ length: Math.min(folded.length, mostLetters) }, (_, at) =>
    folded.charCodeAt(at),
  );
  if (letters.length > 1) lettersOf.set(unit, letters);
  const letter = letters.length > 1 ? several : (letters[0] ?? dropped);
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

/** As `follow`, backwards from the end of `text`: what it ends with is compared with the letters before `at`. */
export function followBack(letters: Uint16Array, at: number, text: string): number | undefined {
  let end = at;
  for (let index = text.length - 1; index >= 0 && end > 0; index--) {
    const unit = text.charCodeAt(index);
    const letter = letterOf[unit]! || learn(unit);
    if (letter > several) {
      if (letters[--end] !== letter) return undefined;
    } else if (letter === several) {
      const all = lettersOf.get(unit)!;
      for (let last = all.length - 1; last >= 0 && end > 0; last--)
        if (letters[--end] !== all[last]) return undefined;
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

/** Index of the unit that makes the letter of this number, counted from 0; the length of `text` when there are fewer. */
export function unitOf(text: string, letter: number): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    count += countOf(text.charCodeAt(index));
    if (count > letter) return index;
  }
  return text.length;
}

/** Behind the unit at `index` and the marks that belong to it, so that no accent is cut off its letter. */
export function behind(text: string, index: number): number {
  let end = index + 1;
  while (end < text.length && marks.test(text[end]!) && countOf(text.charCodeAt(end)) === 0) end++;
  return end;
}
