import type { LabelState } from '../../lib/protocol/label/state.ts';
import type { Key, Translate } from './language.ts';

const names: { readonly [State in LabelState]: Key } = {
  draft: 'state_draft',
  queued: 'state_queued',
  sent: 'state_sent',
  received: 'state_received',
  refused: 'state_refused',
  held: 'state_held',
  paid: 'state_paid',
  rejected: 'state_rejected',
};

const sentences: { readonly [State in LabelState]: Key } = {
  draft: 'state_draft_says',
  queued: 'state_queued_says',
  sent: 'state_sent_says',
  received: 'state_received_says',
  refused: 'state_refused_says',
  held: 'state_held_says',
  paid: 'state_paid_says',
  rejected: 'state_rejected_says',
};

/** One word for a state. */
export const stateName = (t: Translate, state: LabelState): string => t(names[state]);

/** What the state means for the labeler, in a sentence. */
export const stateText = (t: Translate, state: LabelState): string => t(sentences[state]);
