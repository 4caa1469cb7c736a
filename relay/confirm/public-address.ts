import ipaddr from 'ipaddr.js';

/** Addresses that anybody may have on the outside and that answer for the relay's own neighbours: Azure's metadata. */
const neighbours: ReadonlySet<string> = new Set(['168.63.129.16']);

/** All of IPv6 that is given out so far. What is not is nobody's page. */
const givenOut = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is of the public internet, and of it only: nothing private, of this machine or link (metadata services
 * among them), shared by a carrier, multicast or reserved, and no IPv6 address that carries an IPv4 one inside (mapped, NAT64, 6to4,
 * Teredo), behind which any of those could be.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const read = ipaddr.parse(address);
  if (read.range() !== 'unicast' || neighbours.has(read.toString())) return false;
  return read.kind() === 'ipv4' || read.match(givenOut);
}
