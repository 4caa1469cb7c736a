import type { Action } from '../../../lib/view/key-map.ts';
import { classEntries } from '../../question/span-entries.ts';
import type { Flow } from '../layer/flow.ts';
import type { Press } from '../press.ts';
import type { Sheet } from '../sheet.ts';
import { type Editor, spanQuestions } from './editor.ts';
import type { Step, Unit } from './text-steps.ts';

type Steps = { readonly [Name in Action]?: Step };

type Arrow = readonly [unit: Exclude<Unit, 'character'>, step: Step];

/** Arrows go where they point: along the letters by words, and across the lines by sentences. */
const arrowsOf = (on: string, back: string, down: string, up: string): Readonly<Record<string, Arrow>> => ({
  [`Arrow${on}`]: ['word', 1],
  [`Arrow${back}`]: ['word', -1],
  [`Arrow${down}`]: ['sentence', 1],
  [`Arrow${up}`]: ['sentence', -1],
});
const arrows: Readonly<Record<Flow, Readonly<Record<string, Arrow>>>> = {
  ltr: arrowsOf('Right', 'Left', 'Down', 'Up'),
  rtl: arrowsOf('Left', 'Right', 'Down', 'Up'),
  'vertical-rl': arrowsOf('Down', 'Up', 'Left', 'Right'),
  'vertical-lr': arrowsOf('Down', 'Up', 'Right', 'Left'),
};
const characters: Steps = { 'letter-forth': 1, 'letter-back': -1 };
const walks: Steps = { forth: 1, back: -1 };
const borders = { Home: 'start', End: 'end' } as const;

const isBorder = (key: string): key is keyof typeof borders => Object.hasOwn(borders, key);

export interface SpanKeysNeeds {
  editor: Editor;
  sheet: Sheet;
  /** How the text runs where the keys are. */
  flow(): Flow;
  /** From where the page is seen. */
  from(): AbstractRange | undefined;
  /** Brings what is in hand into view. */
  reveal(): void;
  /** Does it if the act may be taken for the labeler's. */
  judged(act: () => void): void;
}

/**
 * Labeling mode in a text: arrows go from word to word and from sentence to sentence, as the text runs, with Shift they move
 * a border of what is in hand; Home and End say which border. A class's key makes it a span, Esc drops what is in hand. Other
 * keys move a border by one character, go through the spans, and take one away.
 * @returns whether it meant something; undefined when it means nothing here, but may elsewhere
 */
export function spanKey({ key, shiftKey, action }: Press, needs: SpanKeysNeeds): boolean | undefined {
  const { editor, sheet, flow, from, reveal, judged } = needs;
  const hand = editor.inHand();
  const did = (is: boolean): true => {
    if (is) reveal();
    return true;
  };
  const arrow = key.startsWith('Arrow') ? arrows[flow()][key] : undefined;
  if (arrow !== undefined) {
    const [unit, step] = arrow;
    return did(shiftKey ? editor.stretch(unit, step, undefined, 'key') : editor.move(unit, step, from));
  }
  const walk = action && walks[action];
  if (walk !== undefined) return did(nextSpan(editor, walk));
  if (hand === null) return undefined;
  const character = action && characters[action];
  if (character !== undefined) return did(editor.stretch('character', character, undefined, 'key'));
  if (isBorder(key)) {
    editor.chooseBorder(borders[key]);
    return true;
  }
  if (key === 'Escape') {
    editor.drop();
    return true;
  }
  if (action === 'remove') {
    judged(() => editor.remove('key'));
    return true;
  }
  const entry = classEntries(spanQuestions(sheet)).find((one) => one.key === key.toLowerCase());
  if (entry === undefined) return undefined;
  judged(() => editor.give(entry.question, entry.class.id, 'key'));
  return true;
}

/** The span after the one in hand, or before it; the first with nothing in hand. Those without a place are passed. */
function nextSpan(editor: Editor, step: Step): boolean {
  const order = editor.order();
  const at = editor.spanInHand();
  const from = at === undefined ? (step === 1 ? -1 : order.length) : order.indexOf(at);
  for (let next = from + step; next >= 0 && next < order.length; next += step)
    if (editor.takeSpan(order[next]!)) return true;
  return false;
}
