import { describe, expect, it } from 'vitest';
import { addressAt } from '../../../lib/targeting/task-here.ts';
import { sampleTerms } from '../queue/sample.ts';

const terms = sampleTerms();
const here = 'https://news.example/articles/1';

describe('the address of a page’s tasks', () => {
  it.each<[string, string, string | undefined, string | undefined]>([
    ['its own address', here, undefined, here],
    ['without fragment and what the terms do not keep', `${here}?utm=1&id=2#x`, undefined, `${here}?id=2`],
    [
      'a canonical of the same site',
      `${here}?id=1`,
      'https://news.example/articles/2',
      'https://news.example/articles/2',
    ],
    ['a relative canonical', here, '/articles/2', 'https://news.example/articles/2'],
    ['not another site’s canonical', here, 'https://evil.example/articles/9', here],
    ['not a canonical of another port', here, 'https://news.example:444/articles/9', here],
    ['not a canonical of another scheme', here, 'http://news.example/articles/9', here],
    ['not a canonical that leads out of the campaign', here, '/sport/9', here],
    ['a canonical that leads into the campaign', 'https://news.example/amp/1', '/articles/1', here],
    ['not a canonical that is no address', here, 'http://[', here],
    ['not a canonical that runs', here, 'javascript:alert(1)', here],
    ['nothing on a page of another path', 'https://news.example/sport/1', undefined, undefined],
    ['nothing on another site', 'https://evil.example/articles/1', here, undefined],
    ['nothing without an address', 'about:blank', here, undefined],
    ['nothing in a blob of the site', 'blob:https://news.example/articles/1', here, undefined],
    ['no credentials', 'https://me:secret@news.example/articles/1', undefined, here],
  ])('%s', (_, location, canonical, address) => {
    const page = canonical === undefined ? { location } : { location, canonical };
    expect(addressAt(page, terms)).toBe(address);
  });
});
