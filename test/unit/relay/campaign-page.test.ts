import { expect, test } from 'vitest';
import { campaignPage } from '../../../relay/app/campaign-page.ts';
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
