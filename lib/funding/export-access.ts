import type { ExportFormat } from '../protocol/api/export.ts';
import { streams } from '../protocol/api/routes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { orderOf } from './change-order.ts';
import { requesterToken } from './requester-session.ts';
import { type Requesting, relayNamed } from './requesting.ts';

/** Where the requester's page reads an export as a stream: it may be larger than a message between our parts. */
export async function exportAccess(
  requesting: Requesting,
  { campaign, format }: { campaign: Hex; format: ExportFormat },
): Promise<{ url: string; token: string }> {
  const order = await orderOf(await requesting.store.open(), campaign);
  const relay = await relayNamed(requesting, order.relay);
  const path = streams.export.path.replace(':campaign', campaign);
  return {
    url: `${relay.url}${path}?${new URLSearchParams({ format })}`,
    token: await requesterToken(requesting, relay),
  };
}
