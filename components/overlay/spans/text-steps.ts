/**
 * What a person marks in a text, and the steps by which it grows, shrinks and goes on. All in UTF-16 offsets of one
 * string in which blocks are parted by `blockEnd`; nothing here knows of the page.
 */
export interface Mark {
  start: number;
  /** Excluded. */
  end: number;
}

export type Border = keyof Mark;
export type Unit = 'character' | 'word' | 'sentence';
export type Step = 1 | -1;

/** Paragraph separator: no step but a long one crosses it, and no word or sentence does. */
export const blockEnd = '\u2029';

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(granularity: 'grapheme' | 'word' | 'sentence'): Intl.Segmenter {
  let known = segmenters.get(granularity);
  if (known === undefined) {
    known = new Intl.Segmenter(undefined, { granularity });
    segmenters.set(granularity, known);
  }
  return known;
}

const isBlank = (text: string): boolean => text.trim() === '';

/** Without the blanks at its ends; undefined when nothing else is there. */
export function trimmed(text: string, { start, end }: Mark): Mark | undefined {
  let [from, to] = [Math.max(0, start), Math.min(text.length, end)];
  while (from < to && isBlank(text[from]!)) from += 1;
  while (to > from && isBlank(text[to - 1]!)) to -= 1;
  return from < to ? { start: from, end: to } : undefined;
}

/** Words or sentences, without the blanks between them, in their order. */
function partsOf(text: string, unit: 'word' | 'sentence'): Mark[] {
  const parts: Mark[] = [];
  for (const { segment, index, isWordLike } of segmenterOf(unit).segment(text)) {
    if (unit === 'word' && !isWordLike) continue;
    const part = trimmed(text, { start: index, end: index + segment.length });
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

/** No word is longer; where there are no blanks, words are told apart within this. */
const longestWord = 100;

/** The word that a place lies within. Only what stands round it without a blank is looked at. */
function wordAround(text: string, at: number): Mark | undefined {
  let [from, to] = [at, at];
  while (from > 0 && at - from < longestWord && !isBlank(text[from - 1]!)) from -= 1;
  while (to < text.length && to - at < longestWord && !isBlank(text[to]!)) to += 1;
  const word = partsOf(text.slice(from, to), 'word').find(
    ({ start, end }) => start < at - from && at - from < end,
  );
  return word && { start: word.start + from, end: word.end + from };
}

/** Widened to whole words and rid of blanks; undefined when there is nothing to mark. */
export function snapped(text: string, mark: Mark): Mark | undefined {
  const inner = trimmed(text, mark);
  if (inner === undefined) return undefined;
  return {
    start: wordAround(text, inner.start)?.start ?? inner.start,
    end: wordAround(text, inner.end)?.end ?? inner.end,
  };
}

/** The next word or sentence, or the one before, whole; the first without a mark. A part of a sentence is first made whole. */
export function nextPart(
  text: string,
  mark: Mark | undefined,
  unit: 'word' | 'sentence',
  step: Step,
): Mark | undefined {
  const parts = partsOf(text, unit);
  if (mark === undefined) return parts[0];
  const own = parts.find(({ start, end }) => start <= mark.start && mark.start < end);
  if (unit === 'sentence' && own !== undefined && (own.start !== mark.start || own.end !== mark.end))
    return own;
  return step === 1
    ? parts.find(({ start }) => start >= mark.end)
    : parts.findLast(({ end }) => end <= mark.start);
}

/** Where the border comes to stand after one step; itself when there is nowhere to go. */
function steppedBorder(text: string, { start, end }: Mark, border: Border, unit: Unit, step: Step): number {
  const at = border === 'start' ? start : end;
  if (unit === 'character') return steppedCharacter(text, at, border, step);
  const borders = partsOf(text, unit).map((part) => part[border]);
  const next = step === 1 ? borders.find((one) => one > at) : borders.findLast((one) => one < at);
  return next ?? at;
}

/** One character as people count them (UAX 29), and no blank. */
function steppedCharacter(text: string, at: number, border: Border, step: Step): number {
  const borders = [0];
  for (const { index, segment } of segmenterOf('grapheme').segment(text))
    borders.push(index + segment.length);
  /** The character that the border then takes in or has left behind must be no blank. */
  const isFit = (one: number) =>
    border === 'start' ? one < text.length && !isBlank(text[one]!) : one > 0 && !isBlank(text[one - 1]!);
  const next =
    step === 1
      ? borders.find((one) => one > at && isFit(one))
      : borders.findLast((one) => one < at && isFit(one));
  return next ?? at;
}

/** The mark with one of its borders moved by a step; undefined when nothing would be left, or nothing changes. */
export function stepped(text: string, mark: Mark, border: Border, unit: Unit, step: Step): Mark | undefined {
  const moved = { ...mark, [border]: steppedBorder(text, mark, border, unit, step) };
  return moved[border] !== mark[border] && moved.start < moved.end ? moved : undefined;
}
