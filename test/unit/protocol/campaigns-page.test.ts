import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { terms } from '../../../lib/protocol/terms/terms.ts';

it('the campaign of docs/campaigns.md is one', () => {
  const page = readFileSync('docs/campaigns.md', 'utf8');
  const [, json = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  expect(parseJson(terms, json)).toMatchObject({ ok: true });
});
