import type { routes, streams } from '../../../lib/protocol/api/routes.ts';

const sentences = {
  relay: 'What this relay serves: chain, escrow, receipt key, open epoch, tokens',
  campaigns:
    'The catalogue: campaigns that are funded and take labels, with an entity tag; what changed `since` such a tag',
  openCampaign: 'Takes up a campaign; the hash of its terms and the deposit on chain are the proof',
  delegations: 'Names a device key (link 1, by the account) or a campaign key (link 2, by the device key)',
  revocations: 'Stops a key: later batches are refused, earlier receipts stay good',
  batches:
    'Receives a signed batch of labels and answers with its receipt; the same batch gets the same bytes',
  sessions: 'Opens a session by an EIP-4361 message that a device key, or a requester’s account, signed',
  ownLabels: 'Labels of the session’s account whose state changed after a cursor, oldest first',
  ownRewards: 'What the account’s payTos have earned up to the last active epoch, with proofs',
  claims: 'Claims for a payTo of the account; the relay pays the gas. To ask again is to look again',
  appeals: 'Has the task of a rejected label labeled again, by others; answers by when it is decided',
  progress: 'How a campaign stands, for its requester: labels, tasks, money, answers and agreement',
  taskLists: 'The slowest and the most contested tasks of a campaign, for its requester',
  taskLabels: 'All labels of a task, and its truth once it is settled, for the campaign’s requester',
  export: 'A campaign’s labels or truth as a file, for its requester, streamed',
  events: 'Says when a campaign’s progress has changed, as server-sent events, for its requester',
  epoch: 'The statement of an epoch that was cut',
} satisfies Record<keyof typeof routes | keyof typeof streams, string>;

/** What each route does, in one sentence. */
export const summaries: Readonly<Record<string, string>> = sentences;
