import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** There is no such name: the name server of its domain says so. */
export class NoSuchHost extends Error {
  override name = 'NoSuchHost';
}

/**
 * The addresses of a host's name, at least one.
 * @throws NoSuchHost; anything else when nobody could be asked
 */
export type Resolve = (host: string) => Promise<string[]>;

/** What a name server says of a name that does not exist, and of one that has no address of this family. */
const [noName, noAddress] = ['ENOTFOUND', 'ENODATA'];

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Asks the system's name servers, each time anew: no search domains, no hosts file. IPv4 first, which works everywhere. */
export const systemResolve: Resolve = async (host) => {
  // RFC 6761: no name server is asked.
  if (host === 'localhost' || host.endsWith('.localhost')) return ['127.0.0.1', '::1'];
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const families = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const found = families.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  if (found.length > 0) return found;
  const codes = families.map((one) => (one.status === 'rejected' ? codeOf(one.reason) : undefined));
  if (codes.every((code) => code === noName)) throw new NoSuchHost(host);
  const isBare = codes.every((code) => code === noAddress || code === noName);
  throw new Error(isBare ? 'the name has no address' : 'no name server answered');
};

/** A host that is an address needs no name server. */
export async function addressesOf(hostname: string, resolve: Resolve): Promise<string[]> {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? resolve(bare) : [bare];
}
