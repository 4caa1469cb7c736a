import type { ExportFormat } from '../protocol/api/export.ts';
import { streams } from '../protocol/api/routes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { StreamAccess } from '../view/console.ts';
import { orderOf } from './change-order.ts';
import { requesterToken } from './requester-session.ts';
import { type Requesting, relayNamed } from './requesting.ts';

/** The requester's page reads streams itself: they are larger than a message between our parts, or have no end. */
async function streamAccess(requesting: Requesting, campaign: Hex, path: string): Promise<StreamAccess> {
  const order = await orderOf(await requesting.store.open(), campaign);
  const relay = await relayNamed(requesting, order.relay);
  return {
    url: relay.url + path.replace(':campaign', campaign),
    token: await requesterToken(requesting, relay),
  };
}

export const exportAccess = (
  requesting: Requesting,
  { campaign, format }: { campaign: Hex; format: ExportFormat },
): Promise<StreamAccess> =>
  streamAccess(requesting, campaign, `${streams.export.path}?${new URLSearchParams({ format })}`);

export const eventsAccess = (
  requesting: Requesting,
  { campaign }: { campaign: Hex },
): Promise<StreamAccess> => streamAccess(requesting, campaign, streams.events.path);
