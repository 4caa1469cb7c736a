import { useId } from 'preact/hooks';
import type { Label } from '../../lib/protocol/label/label.ts';
import type { Question } from '../../lib/protocol/question/question.ts';
import { lettersOf, quoteAt } from '../../lib/protocol/target/places.ts';
import type { Example } from '../../lib/protocol/terms/example.ts';
import { useLanguage } from '../parts/language.ts';
import { answerText } from './answer-text.ts';
import { exampleLink } from './example-link.ts';

interface ExamplesProps {
  examples: readonly Example[];
  questions: readonly Question[];
}

/** Labels that the requester shows: what was answered, of what, and why that is good or bad. All of it is text (P12). */
export function Examples({ examples, questions }: ExamplesProps) {
  const { t } = useLanguage();
  const id = useId();
  if (examples.length === 0) return null;
  return (
    <section class="examples" aria-labelledby={id}>
      <p class="heading" id={id}>
        {t('examples_title')}
      </p>
      <ol>
        {examples.map((example, index) => (
          <li key={index} class={example.shows === 'good' ? 'example' : 'example avoid'}>
            <p class="shows">
              <span class="sign" aria-hidden="true">
                {example.shows === 'good' ? '✓' : '✗'}
              </span>
              {t(example.shows === 'good' ? 'example_good' : 'example_bad')}
            </p>
            <ShownLabel label={example} questions={questions} />
            {example.note !== '' && (
              <p class="why" dir="auto">
                {example.note}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ShownLabelProps {
  label: Pick<Label, 'target' | 'body'>;
  questions: readonly Question[];
}

/** One label in words: its answers, what they are about, and the way there. */
export function ShownLabel({ label: { target, body }, questions }: ShownLabelProps) {
  const { t } = useLanguage();
  return (
    <>
      {questions.map((question) => (
        <div key={question.id} class="answered" dir="auto">
          {questions.length > 1 && <p class="asked">{question.ask}</p>}
          <Answered question={question} target={target} body={body} />
        </div>
      ))}
      {target.unit === 'element' && target.quote !== '' && (
        <blockquote class="quoted" dir="auto">
          {target.quote}
        </blockquote>
      )}
      <a
        class="where"
        href={exampleLink(target)}
        target="_blank"
        rel="noopener noreferrer"
        dir="ltr"
        title={t('example_open')}
      >
        {target.address}
      </a>
    </>
  );
}

type AnsweredProps = { question: Question } & ShownLabelProps['label'];

/** Passages stand with their words, each under its class; every other answer is one in words. */
function Answered({ question, target, body }: AnsweredProps) {
  const { t } = useLanguage();
  const answer = body[question.id];
  if (question.kind !== 'span' || answer?.kind !== 'span' || answer.spans.length === 0)
    return <p class="said">{answerText(question, answer, t)}</p>;
  const places = target.unit === 'selection' ? target.places : [];
  const quoteOf = ({ start, end }: { start: number; end: number }) => {
    const at = places.find((place) => lettersOf(place).start === start && lettersOf(place).end === end);
    return at === undefined ? '' : quoteAt(at);
  };
  return (
    <ul class="said">
      {answer.spans.map((span) => (
        <li key={`${span.class} ${span.start} ${span.end}`}>
          <span class="of-class" dir="auto">
            {question.classes.find(({ id }) => id === span.class)?.label ?? span.class}
          </span>{' '}
          <q dir="auto">{quoteOf(span)}</q>
        </li>
      ))}
    </ul>
  );
}
