import { expect, test } from 'vitest';
import { isPublic } from '../../../relay/confirm/public-address.ts';

const of = (kind: string, ...addresses: string[]) =>
  addresses.map((address): [string, string] => [kind, address]);

test.each([
  ...of('this machine', '127.0.0.1', '127.8.9.10', '::1', '0.0.0.0', '::', '0.1.2.3'),
  ...of('private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'),
  ...of('link-local', '169.254.1.1', 'fe80::1', 'fe80::1%eth0'),
  ...of('metadata', '169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16'),
  ...of('carrier', '100.64.0.1', '100.127.255.255'),
  ...of('multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'),
  ...of('reserved', '240.0.0.1', '255.255.255.255', '192.0.2.1', '198.51.100.7', '203.0.113.9', '198.18.0.1'),
  ...of('reserved', '192.0.0.8', '2001:db8::1', '100::1', '5f00::1', '4000::1', 'fec0::1'),
  ...of('an IPv4 address inside', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::8.8.8.8'),
  ...of('NAT64', '64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1'),
  ...of('6to4 and Teredo', '2002:7f00:1::1', '2001:0:7f00:1::1'),
  ...of('no address', '', 'news.example', '1', '0x7f000001', '127.1', '[::1]', '8.8.8.8.8'),
])('not public: %s %s', (_, address) => expect(isPublic(address)).toBe(false));

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
  'public: %s',
  (address) => expect(isPublic(address)).toBe(true),
);
