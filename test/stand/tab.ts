/** What a person looks for: by role and accessible name, as assistive technology tells it, or by an XPath. */
export type Wanted = { role: string; name: string } | { xpath: string };

/** The field with this label, where no role tells it: a file's looks like a button, a passphrase's has none of its own. */
export const labeledField = (label: string): { xpath: string } => ({
  xpath: `//*[self::input or self::textarea][@aria-label="${label}" or @id=//label[normalize-space()="${label}"]/@for]`,
});

/** Keys that trips press, by the names of `KeyboardEvent.key`. */
export type Key =
  | ('Enter' | 'Tab' | 'Escape' | 'Backspace' | 'Delete' | 'Home' | 'End')
  | ('ArrowDown' | 'ArrowUp' | 'ArrowLeft' | 'ArrowRight')
  | ('1' | '2' | '3' | 't' | 'T' | 'j' | 'k' | '.' | ',' | '?');

/** A place in what a tab shows, in CSS pixels from its upper left corner. */
export type Point = { x: number; y: number };

/**
 * One document that a person looks at, a web page or one of the extension's own, in any browser. Acts are real input.
 * What is looked for may be in a closed shadow root.
 */
export type Tab = {
  goto(address: string): Promise<void>;
  close(): Promise<void>;
  bringToFront(): Promise<void>;
  /** Waits until it is there. @throws after `withinMs` milliseconds */
  find(wanted: Wanted, withinMs?: number): Promise<void>;
  /** Waits for it, brings it into view, and clicks its middle. */
  click(wanted: Wanted): Promise<void>;
  /** Where its middle is, seen or not. */
  middleOf(wanted: Wanted): Promise<Point>;
  /** Clicks there, whatever is there. */
  clickAt(point: Point): Promise<void>;
  /** Types into the field with this label, in place of what is there. */
  fill(label: string, text: string): Promise<void>;
  /** Chooses a file in the field with this label. */
  choose(label: string, path: string): Promise<void>;
  press(key: Key, held?: 'Shift'): Promise<void>;
  /** Presses the pointer's button at one place and lets it go at another, with moves between. */
  drag(from: Point, to: Point): Promise<void>;
  hasFocus(wanted: Wanted): Promise<boolean>;
  /**
   * What the extension draws on a page, in its closed shadow roots: what a person sees and no script of the page can
   * read. One string per text node, in document order; empty when nothing is drawn.
   */
  overlayTexts(): Promise<string[]>;
  /** Calls a function in the page's own world. It closes over nothing; what it is given and returns is JSON. */
  evaluate<Result, Given extends readonly unknown[]>(
    run: (...given: Given) => Result | Promise<Result>,
    ...given: Given
  ): Promise<Result>;
  /** Writes what can be seen into a PNG file. */
  screenshot(path: `${string}.png`): Promise<void>;
};
