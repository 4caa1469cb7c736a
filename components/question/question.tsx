import type { Question } from '../../lib/protocol/question/question.ts';
import type { AnswerProps } from './answer-props.ts';
import { Choice } from './choice.tsx';
import { SpanMarks } from './span.tsx';

/** Any question. A further kind is its own file, and one line here and in `answer-by-key.ts`. */
export function QuestionView(props: AnswerProps<Question>) {
  switch (props.question.kind) {
    case 'choice':
      return <Choice {...props} question={props.question} />;
    case 'span':
      return <SpanMarks {...props} question={props.question} />;
  }
}
