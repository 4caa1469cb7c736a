/**
 * `GET /v1/campaigns/:campaign/events`, for the campaign's requester: server-sent events without data. `ready` comes first,
 * `changed` whenever progress has to be read again.
 */
export const eventNames = { ready: 'ready', changed: 'changed' } as const;
