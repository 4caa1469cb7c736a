import * as v from 'valibot';
import { integer } from '../../lib/protocol/scalar/integer.ts';
import { note, recall } from './memory.ts';
import { freePort } from './ports.ts';

const port = integer(1, 65_535);
const kept = v.strictObject({ relay: port, site: port, chain: port });

export type KeptPorts = v.InferOutput<typeof kept>;

/**
 * Ports that stay the same between starts, while nobody else has taken them: a browser profile remembers the
 * addresses of relay and chain, and campaigns name the site's.
 */
export async function keptPorts(dir: string): Promise<KeptPorts> {
  const before = await recall(dir, 'ports.json', kept);
  const relay = await freePort(before?.relay);
  const site = await otherPort([relay], before?.site);
  const chain = await otherPort([relay, site], before?.chain);
  const ports = { relay, site, chain };
  await note(dir, 'ports.json', ports);
  return ports;
}

/** A free port that is not one of those we are about to use. */
async function otherPort(taken: readonly number[], preferred?: number): Promise<number> {
  const port = await freePort(preferred);
  return taken.includes(port) ? otherPort(taken) : port;
}
