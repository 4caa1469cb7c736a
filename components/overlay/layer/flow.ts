/** How a text's lines run (CSS Writing Modes 4): its letters and then its lines. */
export type Flow = 'ltr' | 'rtl' | 'vertical-rl' | 'vertical-lr';

export function flowOf(element: Element): Flow {
  const style = getComputedStyle(element);
  const mode = style.getPropertyValue('writing-mode');
  if (/^(?:vertical|sideways)-rl$/.test(mode)) return 'vertical-rl';
  if (/^(?:vertical|sideways)-lr$/.test(mode)) return 'vertical-lr';
  return style.direction === 'rtl' ? 'rtl' : 'ltr';
}

export const isVertical = (flow: Flow): boolean => flow.startsWith('vertical');
