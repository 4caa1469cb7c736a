import type { Abstention } from '../../lib/protocol/question/abstention.ts';
import type { ChoiceQuestion } from '../../lib/protocol/question/choice.ts';
import type { Answer } from '../../lib/protocol/question/question.ts';
import type { Translate } from '../parts/language.ts';
import { abstentions } from './abstentions.ts';

/** One thing to choose: an option of the question, or an abstention. */
export interface Entry {
  id: string;
  abstention: Abstention['kind'] | null;
  label: string;
  hint: string | null;
  /** The key that chooses it in labeling mode; null beyond the 30th option. */
  key: string | null;
}

/** 1 to 9, then letters; u, n and x belong to the abstentions, and j and k never answer. */
const optionKeys = [...'123456789abcdefghilmopqrstvwyz'];

export function entriesOf(question: ChoiceQuestion, t: Translate): readonly Entry[] {
  const options = question.options.map(({ id, label, hint }, index) => ({
    id,
    abstention: null,
    label,
    hint: hint ?? null,
    key: optionKeys[index] ?? null,
  }));
  const others = abstentions.map(({ kind, label, hint, key }) => ({
    id: kind,
    abstention: kind,
    label: t(label),
    hint: t(hint),
    key,
  }));
  return [...options, ...others];
}

export function isChosen(
  { abstention, id }: Pick<Entry, 'abstention' | 'id'>,
  answer: Answer | undefined,
): boolean {
  if (answer === undefined) return false;
  if (answer.kind !== 'choice') return answer.kind === abstention;
  return abstention === null && answer.chosen.includes(id);
}

/**
 * The answer after choosing an entry. With `multiple` an option is added or taken away; an abstention stands alone.
 * @returns null when nothing is chosen any more
 */
export function choose(
  question: ChoiceQuestion,
  answer: Answer | undefined,
  entry: Pick<Entry, 'abstention' | 'id'>,
): Answer | null {
  if (entry.abstention !== null)
    return question.multiple && isChosen(entry, answer) ? null : { kind: entry.abstention };
  if (!question.multiple) return { kind: 'choice', chosen: [entry.id] };
  const before = answer?.kind === 'choice' ? answer.chosen : [];
  const after = before.includes(entry.id) ? before.filter((id) => id !== entry.id) : [...before, entry.id];
  const chosen = question.options.map(({ id }) => id).filter((id) => after.includes(id));
  return chosen.length === 0 ? null : { kind: 'choice', chosen };
}
