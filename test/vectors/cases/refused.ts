import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { type RefusedList, refusedHash } from '../../../lib/protocol/signed/receipt.ts';

const refusedCase = (list: RefusedList) => ({ text: canonicalText(list), hash: refusedHash(list) });

export const emptyRefused = refusedCase([]);
export const someRefused = refusedCase([[1, 'duplicate']]);

export const refused = () => ({
  cases: [
    emptyRefused,
    someRefused,
    refusedCase([
      [0, 'bad-task'],
      [1, 'bad-body'],
      [2, 'duplicate'],
      [3, 'task-full'],
      [100, 'not-open'],
      [101, 'closed'],
      [102, 'example'],
      [253, 'newcomer'],
      [254, 'not-drawn'],
      [255, 'budget-exhausted'],
    ]),
  ],
});
