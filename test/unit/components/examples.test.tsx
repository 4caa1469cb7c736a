import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ChipsLines } from '../../../components/overlay/chips/chips-lines.tsx';
import type { Counts } from '../../../components/overlay/chips/counts.ts';
import type { ShowGuide } from '../../../components/overlay/guide/guide.ts';
import { GuideContext } from '../../../components/overlay/guide/guide-context.ts';
import { openGuide } from '../../../components/overlay/guide/open-guide.tsx';
import { exampleLink } from '../../../components/question/example-link.ts';
import { Examples } from '../../../components/question/examples.tsx';
import { CallFailed } from '../../../lib/messages.ts';
import { byName, click, draw, settle } from './drawing.tsx';
import { bad, good, parties, passages } from './example-samples.ts';
import { open } from './open-overlay.tsx';
import { hex32, moods, offer } from './samples.ts';
import { english, spanish } from './words.ts';

const { t } = english;

test('an example says in words whether it is good or bad, what was answered, of what, and why', async () => {
  const root = await draw(<Examples examples={[good, bad]} questions={[moods]} />);
  const [first, second] = [...root.querySelectorAll('li')];
  expect(first?.textContent).toContain(`✓${t('example_good')}Bullish`);
  expect(second?.textContent).toContain(`✗${t('example_bad')}Bullish`);
  expect(second?.querySelector('blockquote')?.textContent).toBe('Buy – now!');
  expect(second?.textContent).toContain('It is neutral.');
  const link = first?.querySelector('a');
  expect([link?.href, link?.target, link?.rel]).toEqual([
    good.target.address,
    '_blank',
    'noopener noreferrer',
  ]);
  expect(
    (await draw(<Examples examples={[bad]} questions={[moods]} />, { language: spanish })).textContent,
  ).toContain(spanish.t('example_bad'));
  expect((await draw(<Examples examples={[]} questions={[moods]} />)).innerHTML).toBe('');
});

test('P12 what a requester writes about an example is text', async () => {
  const root = await draw(<Examples examples={[good]} questions={[moods]} />);
  expect(root.textContent).toContain('<b>rates fall</b>');
  expect(root.querySelector('b')).toBeNull();
});

test('passages stand with their words, each under its class', async () => {
  const root = await draw(<Examples examples={[passages]} questions={[parties]} />);
  expect([...root.querySelectorAll('ul.said li')].map(({ textContent }) => textContent)).toEqual([
    'Party Maria Álvarez (the tenant)',
    'Term for five years from the first of May',
  ]);
  const none = { ...passages, body: { clauses: { kind: 'span' as const, spans: [] } } };
  expect((await draw(<Examples examples={[none]} questions={[parties]} />)).textContent).toContain(
    t('span_none'),
  );
  const two = [moods, { ...moods, id: 'more', ask: 'And then?' }];
  const body = { ...good.body, more: { kind: 'unsure' as const } };
  const both = await draw(<Examples examples={[{ ...good, body }]} questions={two} />);
  expect(both.textContent).toContain(`And then?${t('abstain_unsure')}`);
});

test('the way to an example shows the quoted words, as the browser’s own text fragment', () => {
  expect(exampleLink(good.target)).toBe(good.target.address);
  expect(exampleLink(bad.target)).toBe('https://news.example/posts#:~:text=Buy%20%E2%80%93%20now!');
  const quoting = (quote: string) => exampleLink({ ...bad.target, unit: 'element', unitKey: 'a', quote });
  expect(quoting('one-two, three & four')).toBe(
    'https://news.example/posts#:~:text=one%2Dtwo%2C%20three%20%26%20four',
  );
  const words = Array.from({ length: 60 }, (_, n) => `w${n}`);
  expect(quoting(words.join('\n'))).toBe(
    'https://news.example/posts#:~:text=w0%20w1%20w2%20w3%20w4,w55%20w56%20w57%20w58%20w59',
  );
  expect(exampleLink(passages.target)).toContain('#:~:text=Maria%20%C3%81lvarez%20(the%20tenant)');
});

test('of a long text the two ends are whole words and never share one, in scripts without blanks too', () => {
  const endsOf = (quote: string) => {
    const link = exampleLink({ ...bad.target, unit: 'element', unitKey: 'a', quote });
    return decodeURIComponent(link.split('#:~:text=')[1] ?? '').split(',');
  };
  const long = ['Donaudampfschifffahrtsgesellschaft', 'Rindfleischetikettierung', 'Kraftfahrzeughaftpflicht'];
  expect(endsOf([...long, 'und', 'Grundstücksverkehrsgenehmigung', 'Ende'].join(' '))).toEqual([
    long.join(' '),
    'und Grundstücksverkehrsgenehmigung Ende',
  ]);
  const [first = '', last = ''] = endsOf('市场上涨后投资者预计利率将下降。'.repeat(10));
  expect(first.length + last.length).toBeLessThan(60);
  expect([first.startsWith('市场'), last.endsWith('下降。')]).toEqual([true, true]);
  // One word, of which no end is a word.
  expect(endsOf('a'.repeat(300))).toEqual(['']);
  // A quote that was cut may end within a word.
  expect(endsOf(`${'word '.repeat(99)}splitted`.slice(0, 500)).at(-1)).toBe('word word word word word');
});

/** The card with instructions to be read, whose script comes when it is asked for. */
async function guided(shown: (...given: Parameters<ShowGuide>) => Promise<() => void>) {
  const showGuide = vi.fn(shown);
  const card = await open([offer({ isGuided: true }), offer({ campaign: hex32('5') })], undefined, showGuide);
  return { ...card, showGuide };
}

test('the card opens what is to be read when the labeler wants it, and asks for nothing before', async () => {
  const guide = { instructions: 'Read it **whole**.', examples: [good, bad], questions: [moods] };
  const styleOf = () => new CSSStyleSheet();
  const { host, showGuide } = await guided(async (_, place) =>
    openGuide({ place, guide, language: english, styleOf }),
  );
  expect(showGuide).not.toHaveBeenCalled();
  await click(byName(host, 'button', t('guide_open')));
  expect(showGuide.mock.calls.map(([campaign]) => campaign)).toEqual([hex32('1')]);
  expect(host.querySelector('.instructions strong')?.textContent).toBe('whole');
  expect(host.querySelectorAll('.example')).toHaveLength(2);
  await click(byName(host, 'button', t('guide_close')));
  expect(host.querySelector('.example')).toBeNull();
  // Another campaign's sheet, which has nothing to read.
  await click(byName(host, 'button', t('guide_open')));
  await click(byName(host, 'button', t('next')));
  expect([host.querySelector('.guide'), host.querySelector('.example')]).toEqual([null, null]);
});

test('of a campaign that asks about elements the card opens it too, before any element is chosen', async () => {
  const { own: _, target: __, ...asked } = offer({ isGuided: true });
  const elements = { ...asked, address: 'https://news.example/a', selector: 'p' };
  const counts = createStore<Counts>()(() => [{ offer: elements, found: 2 }]);
  const root = await draw(
    <GuideContext.Provider value={({ campaign }) => <p class="read">{campaign}</p>}>
      <ChipsLines counts={counts} />
    </GuideContext.Provider>,
  );
  await click(byName(root, 'button', t('guide_open')));
  expect(root.querySelector('.read')?.textContent).toBe(hex32('1'));
});

test('the card says why instructions do not come', async () => {
  const { host } = await guided(async () => {
    throw new CallFailed({ code: 'updated', detail: null, retry: false });
  });
  await click(byName(host, 'button', t('guide_open')));
  await settle();
  expect(host.querySelector('.guide [role=alert]')?.textContent).toBe(t('failure_updated'));
});
