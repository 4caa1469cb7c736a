import { statement } from '../ledger/statement.ts';
import { appealAnswer, appealRequest } from './appeals.ts';
import { accepted, batchAnswer, batchRequest, delegationRequest, revocationRequest } from './batches.ts';
import { campaignsQuery, catalogueAnswer, openCampaign, opened } from './campaigns.ts';
import { exportQuery } from './export.ts';
import {
  claimAnswer,
  claimRequest,
  ownLabels,
  ownLabelsQuery,
  ownRewards,
  session,
  sessionRequest,
} from './me.ts';
import { progress } from './progress.ts';
import { relayInfo } from './relay.ts';
import { taskLabels, taskLists } from './tasks.ts';

/**
 * The relay's routes. `body` is the most bytes that a request may have; a route with `session` wants
 * `authorization: Bearer`. Both sides parse with the same schemas.
 */
export const routes = {
  relay: { method: 'GET', path: '/v1/relay', answer: relayInfo },
  campaigns: { method: 'GET', path: '/v1/campaigns', query: campaignsQuery, answer: catalogueAnswer },
  openCampaign: {
    method: 'POST',
    path: '/v1/campaigns',
    request: openCampaign,
    answer: opened,
    body: 2_000_000,
  },
  delegations: {
    method: 'POST',
    path: '/v1/delegations',
    request: delegationRequest,
    answer: accepted,
    body: 4_000,
  },
  revocations: {
    method: 'POST',
    path: '/v1/revocations',
    request: revocationRequest,
    answer: accepted,
    body: 4_000,
  },
  batches: {
    method: 'POST',
    path: '/v1/batches',
    request: batchRequest,
    answer: batchAnswer,
    body: 4_000_000,
  },
  sessions: { method: 'POST', path: '/v1/sessions', request: sessionRequest, answer: session, body: 8_000 },
  ownLabels: {
    method: 'GET',
    path: '/v1/me/labels',
    query: ownLabelsQuery,
    answer: ownLabels,
    session: true,
  },
  ownRewards: { method: 'GET', path: '/v1/me/rewards', answer: ownRewards, session: true },
  claims: {
    method: 'POST',
    path: '/v1/claims',
    request: claimRequest,
    answer: claimAnswer,
    body: 4_000,
    session: true,
  },
  appeals: {
    method: 'POST',
    path: '/v1/appeals',
    request: appealRequest,
    answer: appealAnswer,
    body: 1_000,
  },
  progress: { method: 'GET', path: '/v1/campaigns/:campaign/progress', answer: progress, session: true },
  taskLists: { method: 'GET', path: '/v1/campaigns/:campaign/tasks', answer: taskLists, session: true },
  taskLabels: {
    method: 'GET',
    path: '/v1/campaigns/:campaign/tasks/:task',
    answer: taskLabels,
    session: true,
  },
  epoch: { method: 'GET', path: '/v1/epochs/:epoch', answer: statement },
} as const;

/** Routes whose answer is a stream of text in one of `types`, instead of one JSON value. */
export const streams = {
  export: {
    method: 'GET',
    path: '/v1/campaigns/:campaign/export',
    query: exportQuery,
    session: true,
    types: ['application/jsonl', 'text/csv', 'application/json', 'application/ld+json'],
  },
  events: {
    method: 'GET',
    path: '/v1/campaigns/:campaign/events',
    session: true,
    types: ['text/event-stream'],
  },
} as const;

/** A campaign's link, for people: opens it in the extension, or says how to get one. */
export const campaignLink = (campaign: string) => `/c/${campaign}`;

/** A public file by the keccak256 of its bytes; whoever reads it checks the hash. */
export const filePath = (hash: string) => `/v1/files/${hash}`;
