import { describe, expect, it } from 'vitest';
import { relayUrl } from '../../../lib/sync/use-relay.ts';

describe('what people paste as a relay', () => {
  it.each([
    ['https://relay.example', 'https://relay.example'],
    [' https://relay.example/ ', 'https://relay.example'],
    ['relay.example', 'https://relay.example'],
    ['relay.example:8443', 'https://relay.example:8443'],
    ['https://relay.example/c/0x12?x=1#y', 'https://relay.example'],
    ['https://user:secret@relay.example/', 'https://relay.example'],
    ['http://localhost:8787', 'http://localhost:8787'],
    ['http://127.0.0.1:8787/c/1', 'http://127.0.0.1:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
  ])('%s', (pasted, url) => {
    expect(relayUrl(pasted)).toBe(url);
  });

  it.each([
    '',
    ' ',
    'http://relay.example',
    'http://localhost.evil.example',
    'ftp://relay.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'chrome-extension://abc/',
    'https://',
    'two words',
  ])('not %j', (pasted) => {
    expect(() => relayUrl(pasted)).toThrow(
      expect.objectContaining({ code: 'not-a-relay-address', retry: false }),
    );
  });
});
