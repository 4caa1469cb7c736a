import { isWithoutControls } from '../protocol/scalar/plain-text.ts';
import { askedSecret } from '../protocol/terms/asked-secret.ts';
import type { Fault } from './fault.ts';
import type { Field, PlanForm } from './form.ts';

/** Why a text can not stand in terms. @param most UTF-16 units */
export function textFault(field: Field, text: string, most: number, least = 1): Fault[] {
  if (text.trim().length < least) return [{ field, code: 'missing', detail: '' }];
  if (text.length > most) return [{ field, code: 'too-long', detail: String(most) }];
  if (!text.isWellFormed() || !isWithoutControls(text)) return [{ field, code: 'not-plain', detail: '' }];
  return [];
}

/** A browser's text fields end lines as they like; terms have one spelling. */
export const inLines = (text: string): string => text.replace(/\r\n?/g, '\n');

const named = ({ options }: PlanForm) => options.filter(({ label }) => label.trim() !== '');

/** The options that were written; empty lines are none. */
export const optionsOf = (form: PlanForm): { label: string; hint: string }[] =>
  named(form).map(({ label, hint }) => ({ label: label.trim(), hint: hint.trim() }));

/** Where a person's secret is asked for: a relay refuses it too. */
function secretFaults({ title, instructions, questions, ask, options }: PlanForm): Fault[] {
  const empty = { title: '', instructions: '', questions: [] };
  const parts = [
    ['title', { ...empty, title }],
    ['instructions', { ...empty, instructions }],
    ['ask', { ...empty, questions: questions ?? [{ ask }] }],
    ['options', { ...empty, questions: questions === null ? options : [] }],
  ] as const;
  return parts.flatMap(([field, shown]): Fault[] => {
    const asked = askedSecret(shown);
    return asked === undefined ? [] : [{ field, code: 'asks-secret', detail: asked }];
  });
}

/** What is wrong with what labelers read. */
export function checkText(form: PlanForm): Fault[] {
  const faults = [
    ...textFault('title', form.title, 100),
    ...textFault('instructions', inLines(form.instructions), 10_000, 0),
    ...secretFaults(form),
  ];
  if (!/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(form.language.trim()))
    faults.push({ field: 'language', code: 'language', detail: '' });
  return form.questions === null ? [...faults, ...checkQuestion(form)] : faults;
}

/** The same of the question that is typed. */
function checkQuestion(form: PlanForm): Fault[] {
  const faults = textFault('ask', form.ask, 300);
  const options = optionsOf(form);
  const fewest = form.unit === 'selection' ? 1 : 2;
  if (options.length < fewest) faults.push({ field: 'options', code: 'few-options', detail: '' });
  const labels = options.map(({ label }) => label);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) faults.push({ field: 'options', code: 'same-options', detail: twice });
  const wrong = options.flatMap(({ label, hint }) => [
    ...textFault('options', label, 80),
    ...textFault('options', hint, 300, 0),
  ]);
  return [...faults, ...wrong.slice(0, 1)];
}
