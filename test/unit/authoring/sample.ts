import { emptyForm, type PlanForm } from '../../../lib/authoring/form.ts';
import type { OpeningPlace } from '../../../lib/authoring/write-terms.ts';
import { atSeconds, hexOf, info } from '../queue/sample.ts';

export const place: OpeningPlace = {
  chainId: info.chainId,
  escrow: info.escrow,
  token: info.tokens[0]!,
  requester: hexOf(0x4e, 20),
  now: atSeconds,
};

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
