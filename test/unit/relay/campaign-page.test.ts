import { describe, expect, test } from 'vitest';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import en from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { campaignPage } from '../../../relay/app/campaign-page.ts';
import { bad, good, parties, passages } from '../components/example-samples.ts';
import { moods } from '../components/samples.ts';
import { hexOf, info, sampleTerms } from '../queue/sample.ts';

const campaign = hexOf(9, 32);
const token = info.tokens[0]!;

test('a campaign’s page says what it asks and pays, and how to take part', async () => {
  const page = await campaignPage(campaign, sampleTerms(), token);
  for (const said of [
    'Tone of news',
    'Which tone?',
    '0.02 tUSD',
    'https://news.example/articles/*',
    campaign,
  ])
    expect(page).toContain(said);
});

test('whose labels it wants is said where that is not everybody, in words where there are any', async () => {
  const asked = (languages: string[]) =>
    campaignPage(campaign, sampleTerms({ audience: { languages } }), token);
  expect(await asked([])).not.toContain('People who read');
  // The last is in the terms' grammar, and no tag.
  expect(await asked(['de', 'pt-BR', 'en-abc'])).toContain('German, Brazilian Portuguese, or en-abc');
});

describe('examples on a campaign’s page', () => {
  const pageWith = (given: Partial<Terms>) => campaignPage(campaign, sampleTerms(given), token);

  test('are in the panel’s words: the answer, what it is about, where, and why', async () => {
    const page = await pageWith({ questions: [moods], examples: [good, bad] });
    for (const said of [
      ...[en.examples_title.message, en.example_good.message, en.example_bad.message],
      ...['Bullish', good.target.address, bad.target.address, 'Buy – now!', 'It is neutral.'],
      'It says that &lt;b&gt;rates fall&lt;/b&gt;, and expects that to go on.',
    ])
      expect(page).toContain(said);
    expect(page).not.toContain(moods.ask.repeat(2));
    expect(page).not.toMatch(/<b>|<a /);
    expect(await pageWith({})).not.toContain(en.examples_title.message);
  });

  test('show passages under their classes, and answers that are none', async () => {
    const none = { ...passages, body: { clauses: { kind: 'span' as const, spans: [] } } };
    const unsure = { ...passages, body: { clauses: { kind: 'unsure' as const } } };
    const page = await pageWith({ questions: [parties], examples: [passages, none, unsure] });
    expect(page).toContain('Party <q dir="auto">Maria Álvarez (the tenant)</q>');
    expect(page).toContain('Term <q dir="auto">for five years from the first of May</q>');
    expect(page).toContain(`<p>${en.span_none.message}</p>`);
    expect(page).toContain(`<p>${en.abstain_unsure.message}</p>`);
  });

  test.each([
    ['not-applicable', en.abstain_not_applicable],
    ['page-broken', en.abstain_page_broken],
  ] as const)(
    'say %s as the panel does, under the question where there are several',
    async (kind, { message }) => {
      const questions = [moods, { ...moods, id: 'other', ask: 'And the other?' }];
      const body = { mood: { kind }, other: { kind: 'choice' as const, chosen: ['down', 'up'] } };
      const page = await pageWith({ questions, examples: [{ ...good, body }] });
      expect(page).toContain(`<p>${moods.ask}</p><p>${message}</p>`);
      expect(page).toContain('<p>And the other?</p><p>Bearish, Bullish</p>');
    },
  );

  test('are text, whatever is in them', async () => {
    const nasty = '"><script src=//x></script><img src=x onerror=y>';
    const target = { ...bad.target, quote: nasty } as typeof bad.target;
    const questions = [{ ...moods, options: [{ id: 'up', label: nasty }, moods.options[1]!] }];
    const page = await pageWith({ questions, examples: [{ ...bad, note: nasty, target }] });
    expect(page).not.toMatch(/<script|<img|onerror=y>/);
    expect(page.match(/&lt;script/g)).toHaveLength(3);
  });
});

test('what its requester wrote is text, and nothing is loaded or run', async () => {
  const title = '"><script src=//x></script><img src=x onerror=y>';
  const [question] = sampleTerms().questions;
  const page = await campaignPage(
    campaign,
    sampleTerms({ title, questions: [{ ...question!, ask: title }] }),
    token,
  );
  expect(page).not.toMatch(/<script|<img|<link|onerror=y>|url\(/);
  expect(page).toContain('&lt;script');
});
