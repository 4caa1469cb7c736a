import { expect, test, vi } from 'vitest';
import { answerByKey } from '../../../components/question/answer-by-key.ts';
import { entriesOf } from '../../../components/question/choice-entries.ts';
import { QuestionView } from '../../../components/question/question.tsx';
import type { ChoiceQuestion } from '../../../lib/protocol/question/choice.ts';
import { byName, click, draw, press } from './drawing.tsx';
import { moods, topics } from './samples.ts';
import { english } from './words.ts';

const { t } = english;

async function drawChoice(question: ChoiceQuestion, more: { locked?: boolean; keys?: boolean } = {}) {
  const onAnswer = vi.fn();
  const { locked = false, keys = false } = more;
  const root = await draw(
    <QuestionView question={question} answer={undefined} locked={locked} keys={keys} onAnswer={onAnswer} />,
  );
  return { root, onAnswer };
}

test('one answer: a radio group with one member in the tab order', async () => {
  const { root } = await drawChoice(moods);
  const group = root.querySelector('[role=radiogroup]');
  expect(group?.querySelectorAll('[role=radio]')).toHaveLength(6);
  expect(group?.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  expect(document.getElementById(group?.getAttribute('aria-labelledby') ?? '')?.textContent).toBe(moods.ask);
});

test('a click chooses', async () => {
  const { root, onAnswer } = await drawChoice(moods);
  await click(byName(root, '[role=radio]', 'Neutral'));
  expect(onAnswer.mock.calls[0]?.[0]).toEqual({ kind: 'choice', chosen: ['flat'] });
});

test('arrows move the focus, around the ends too, and choose nothing', async () => {
  const { root, onAnswer } = await drawChoice(moods);
  byName(root, '[role=radio]', 'Bullish').focus();
  await press(document.activeElement ?? root, 'ArrowDown');
  expect(document.activeElement?.textContent).toContain('Neutral');
  await press(document.activeElement ?? root, 'Home');
  await press(document.activeElement ?? root, 'ArrowUp');
  expect(document.activeElement?.textContent).toContain(t('abstain_page_broken'));
  expect(onAnswer).not.toHaveBeenCalled();
});

test('several answers: checkboxes; options come in the order of the question; an abstention stands alone', () => {
  const two = answerByKey(topics, { kind: 'choice', chosen: ['people'] }, '1', t);
  expect(two).toEqual({ kind: 'choice', chosen: ['guidance', 'people'] });
  expect(answerByKey(topics, two ?? undefined, 'u', t)).toEqual({ kind: 'unsure' });
  expect(answerByKey(topics, { kind: 'choice', chosen: ['people'] }, '3', t)).toBeNull();
  expect(answerByKey(topics, { kind: 'unsure' }, '1', t)).toEqual({ kind: 'choice', chosen: ['guidance'] });
});

test('abstentions are answers like any other', async () => {
  const { root, onAnswer } = await drawChoice(moods);
  await click(byName(root, '[role=radio]', t('abstain_unsure')));
  expect(onAnswer.mock.calls[0]?.[0]).toEqual({ kind: 'unsure' });
});

test('keys: 1 to 9, then letters, none twice, none for an option beyond them', () => {
  const options = Array.from({ length: 40 }, (_, index) => ({ id: `o${index}`, label: `O ${index}` }));
  const keys = entriesOf({ ...moods, options }, t).map(({ key }) => key);
  expect(keys.slice(0, 11)).toEqual([...'123456789ab']);
  expect(keys.slice(40)).toEqual(['u', 'n', 'x']);
  const given = keys.filter((key) => key !== null);
  expect(new Set(given).size).toBe(given.length);
  expect(keys[39]).toBeNull();
  expect(answerByKey(moods, undefined, '9', t)).toBeUndefined();
  expect(answerByKey(moods, undefined, 'U', t)).toEqual({ kind: 'unsure' });
});

test('a hint is shown on demand', async () => {
  const { root } = await drawChoice(moods);
  expect(root.textContent).not.toContain('Expects a rise');
  await click(byName(root, 'button', t('choice_hint', 'Bullish')));
  expect(root.textContent).toContain('Expects a rise');
});

test('a locked question takes nothing', async () => {
  const { root, onAnswer } = await drawChoice(moods, { locked: true });
  await click(byName(root, '[role=radio]', 'Neutral'));
  expect(onAnswer).not.toHaveBeenCalled();
});

test('keys are shown only while they act', async () => {
  const quiet = await drawChoice(moods);
  expect(quiet.root.querySelector('[aria-keyshortcuts]')).toBeNull();
  const keyed = await drawChoice(moods, { keys: true });
  expect(byName(keyed.root, '[role=radio]', 'Bullish').getAttribute('aria-keyshortcuts')).toBe('1');
});

test('text of a requester stays text', async () => {
  const { root } = await drawChoice({ ...moods, ask: '<img src=x onerror=alert(1)>' });
  expect(root.querySelector('img')).toBeNull();
  expect(root.textContent).toContain('<img');
});
