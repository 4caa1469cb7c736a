import { kindsHere } from '../../components/overlay/kinds.ts';
import type { OpenSpans } from '../../components/overlay/spans/spans.ts';
import type { Caller, PageCalls } from '../../lib/messages.ts';

/** Has the background put the script for passages beside this one. */
export const loadSpan = (call: Caller<PageCalls>) => async (): Promise<OpenSpans> => {
  if (kindsHere().span === undefined) await call('loadKind', { kind: 'span' });
  const { span } = kindsHere();
  if (span === undefined) throw new Error('the script for passages has not come');
  return span;
};
