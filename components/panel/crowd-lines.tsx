import { Fragment } from 'preact';
import type { Question } from '../../lib/protocol/question/question.ts';
import type { CrowdView } from '../../lib/view/overview.ts';
import { useLanguage } from '../parts/language.ts';
import { answerText } from '../question/answer-text.ts';

/** What others said where this labeler did, once that is settled. */
export function CrowdLines({ crowd, questions }: { crowd: CrowdView; questions: readonly Question[] }) {
  const { t, locale } = useLanguage();
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  if (crowd.others === 0) return <p class="faded">{t('crowd_nobody')}</p>;
  const others = number(crowd.others);
  return (
    <>
      {questions.map((question) => {
        const said = crowd.questions[question.id];
        if (said === undefined) return null;
        if (said.kind === 'passages')
          return (
            <p key={question.id}>
              {t('crowd_marked', others, number(said.marked), number(said.own), number(said.shared))}
            </p>
          );
        return (
          <p key={question.id}>
            {t('crowd_said', others)}
            {said.answers.map(({ answer, labels }, at) => (
              <Fragment key={at}>
                {at === 0 ? ' ' : ' · '}
                <bdi>{answerText(question, answer, t)}</bdi> × {number(labels)}
              </Fragment>
            ))}
          </p>
        );
      })}
    </>
  );
}
