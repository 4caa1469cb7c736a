import { catalogue, type Listing } from '../../lib/protocol/api/campaigns.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import { StandError } from './stand-error.ts';

/** The campaigns that a relay offers now. */
export async function readCatalogue(relayUrl: string): Promise<Listing[]> {
  const read = parseJson(catalogue, await (await fetch(`${relayUrl}${routes.campaigns.path}`)).text());
  if (read.ok) return read.value.campaigns;
  throw new StandError(`The relay's catalogue can not be read: ${read.detail}`, { retry: false });
}
