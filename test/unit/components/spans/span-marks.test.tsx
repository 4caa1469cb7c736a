import { useState } from 'preact/hooks';
import { expect, test } from 'vitest';
import { SpanMarks } from '../../../../components/question/span.tsx';
import type { Answer } from '../../../../lib/protocol/question/question.ts';
import type { SpanQuestion } from '../../../../lib/protocol/question/span.ts';
import { click, draw } from '../drawing.tsx';

const question: SpanQuestion = {
  kind: 'span',
  id: 'clauses',
  ask: 'What binds whom?',
  classes: [{ id: 'duty', label: 'Duty' }],
  overlap: false,
  spans: { min: 0, max: 3 },
};

function Marked({ keys }: { keys: boolean }) {
  const [answer, setAnswer] = useState<Answer | null>({
    kind: 'span',
    spans: [{ class: 'duty', start: 0, end: 3 }],
  });
  return (
    <SpanMarks
      question={question}
      answer={answer ?? undefined}
      locked={false}
      keys={keys}
      onAnswer={setAnswer}
    />
  );
}

test.each([
  [false, 'What binds whom?'],
  // There Enter and arrows are the text's, and would be a control's of the card.
  [true, undefined],
])(
  'the focus of a mark that is taken away goes to the question, but in labeling mode (%s)',
  async (keys, at) => {
    const root = await draw(<Marked keys={keys} />);
    const remove = [...root.querySelectorAll<HTMLElement>('li button')].at(-1)!;
    remove.focus();
    await click(remove);
    expect(root.querySelector('li')).toBeNull();
    const { activeElement } = document;
    expect(activeElement === document.body ? undefined : activeElement?.textContent).toBe(at);
  },
);
