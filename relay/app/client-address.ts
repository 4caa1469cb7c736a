import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context as Exchange } from 'hono';

/**
 * Whose request it is, as far as anybody can tell: the peer's address, or with trusted proxies the one that the outermost
 * of them saw, which is as many places from the end of X-Forwarded-For. What stands before that anybody can write.
 * IPv6 by its first 64 bits: one line has them all.
 *
 * @param proxies how many proxies of ours a request passes
 * @returns undefined when all look alike: from this machine, without a proxy that says more
 */
export function clientOf(exchange: Exchange, proxies: number): string | undefined {
  const { incoming }: Partial<HttpBindings> = exchange.env ?? {};
  const forwarded = (exchange.req.header('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
  const named = proxies > 0 ? (forwarded.at(-proxies) ?? forwarded[0]) : undefined;
  const address = plain(named || incoming?.socket.remoteAddress || '');
  return address === '' || address === '::1' || address.startsWith('127.') ? undefined : network(address);
}

/** Without a port, and without the IPv6 spelling of an IPv4 address; what is no address stays, cut to a sane length. */
function plain(address: string): string {
  const [, host = address] =
    /^\[(.+)\](?::\d+)?$/.exec(address) ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(address) ?? [];
  return host.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 64);
}

function network(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(8 - groups.length - after.length).fill('0');
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
