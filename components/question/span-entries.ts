import type { Answer } from '../../lib/protocol/question/question.ts';
import type { SpanClass, SpanQuestion } from '../../lib/protocol/question/span.ts';
import { abstentions } from './abstentions.ts';

/** j and k go from passage to passage, so no class has them; u, n and x belong to the abstentions, 0 to “nothing here”. */
const classKeys = [...'123456789abcdefghilmopqrstvwyz'];
export const noneKey = '0';

export interface ClassEntry {
  question: SpanQuestion;
  class: SpanClass;
  /** Null beyond the 30th class. */
  key: string | null;
  /** Its place in its question, by which it is drawn. */
  order: number;
}

/**
 * The classes of questions that are asked together, with the keys that give them: those that the requester named, where
 * they are free, and for others the first that is.
 */
export function classEntries(questions: readonly SpanQuestion[]): ClassEntry[] {
  const entries = questions.flatMap((question) =>
    question.classes.map((one, order): ClassEntry => ({ question, class: one, key: null, order })),
  );
  const free = new Set(classKeys);
  for (const entry of entries) {
    const { key } = entry.class;
    if (key !== undefined && free.delete(key)) entry.key = key;
  }
  for (const entry of entries) {
    const [first] = free;
    if (entry.key !== null || first === undefined) continue;
    entry.key = first;
    free.delete(first);
  }
  return entries;
}

/** What a key answers to the whole question, with nothing marked: an abstention, or that there is nothing to mark. */
export function answerSpanByKey(
  { spans }: Pick<SpanQuestion, 'spans'>,
  answer: Answer | undefined,
  key: string,
): Answer | null | undefined {
  const abstention = abstentions.find((one) => one.key === key.toLowerCase());
  if (abstention !== undefined) return toggled(answer, { kind: abstention.kind });
  if (key === noneKey && spans.min === 0) return toggled(answer, { kind: 'span', spans: [] });
  return undefined;
}

/** Of an answer that is one act: given, or taken away where it stands. What is marked is never lost by it. */
export function toggled(answer: Answer | undefined, given: Answer): Answer | null | undefined {
  if (answer?.kind === 'span' && answer.spans.length > 0) return undefined;
  return answer?.kind === given.kind ? null : given;
}
