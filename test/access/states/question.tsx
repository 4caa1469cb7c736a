import { QuestionView } from '../../../components/question/question.tsx';
import type { Answer, Question } from '../../../lib/protocol/question/question.ts';
import { sampleQuestions } from '../../stand/sample-terms.ts';
import { topics } from '../../unit/components/samples.ts';
import { answersOf } from '../answers.ts';
import type { State } from '../state.ts';

/** One of each kind: a house test has every kind among the samples. */
const asked: readonly Question[] = [
  ...new Map(sampleQuestions.map((question): [string, Question] => [question.kind, question])).values(),
  topics,
];

const draw = (question: Question, answer: Answer | undefined, locked: boolean) => () => (
  <section class="surface card" aria-label="Glosa">
    <QuestionView question={question} answer={answer} locked={locked} keys={!locked} onAnswer={() => {}} />
  </section>
);

/** Not answered, answered in each way, and locked. */
export const states: readonly State[] = asked.flatMap((question) =>
  [undefined, ...answersOf(question)].flatMap((answer) =>
    [false, true].map(
      (locked): State => ({
        name: `question ${question.id}, ${question.kind}: ${answer?.kind ?? 'open'}${locked ? ', locked' : ''}`,
        frame: 'overlay',
        show: draw(question, answer, locked),
      }),
    ),
  ),
);
