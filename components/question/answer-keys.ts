import type { Question } from '../../lib/protocol/question/question.ts';
import type { Translate } from '../parts/language.ts';
import { abstentions } from './abstentions.ts';
import { entriesOf } from './choice-entries.ts';
import { noneKey } from './span-entries.ts';

export interface AnswerKey {
  label: string;
  key: string;
}

/** Every key that answers a question by itself, as `answerByKey` takes them. */
export function answerKeys(question: Question, t: Translate): readonly AnswerKey[] {
  switch (question.kind) {
    case 'choice':
      return entriesOf(question, t).flatMap(({ label, key }) => (key === null ? [] : { label, key }));
    case 'span':
      return [
        ...(question.spans.min === 0 ? [{ label: t('span_none'), key: noneKey }] : []),
        ...abstentions.map(({ label, key }) => ({ label: t(label), key })),
      ];
  }
}
