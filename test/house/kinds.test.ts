import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { question } from '../../lib/protocol/question/question.ts';
import { sampleQuestions } from '../stand/sample-terms.ts';

const root = join(import.meta.dirname, '../..');
const kinds = question.options.map((option) => option.entries.kind.literal);

test.each(kinds)('the kind %s has its file in every room, and a sample', (kind) => {
  for (const file of [
    `lib/protocol/question/${kind}.ts`,
    `components/question/${kind}.tsx`,
    `lib/truth/kinds/${kind}.ts`,
  ])
    expect(existsSync(join(root, file)), file).toBe(true);
  expect(sampleQuestions.map((asked) => asked.kind)).toContain(kind);
});
