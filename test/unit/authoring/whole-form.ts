import { emptyForm, type PlanForm } from '../../../lib/authoring/form.ts';

/** A plan that can be funded as it stands. */
export const wholeForm = (given: Partial<PlanForm> = {}): PlanForm => ({
  ...emptyForm('en'),
  title: 'Tone of news',
  instructions: 'Judge the news.\n\n- not the writer',
  examples: ['https://news.example/markets/a', 'https://news.example/markets/2030/b'],
  ask: 'Which tone has it?',
  options: [
    { label: 'Good', hint: 'For the share price' },
    { label: 'Bad', hint: '' },
  ],
  wage: '36',
  seconds: '10',
  tasks: '20',
  most: '3',
  pay: 'flat',
  ...given,
});
