import type { Label } from '../../../lib/protocol/label/label.ts';
import { zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { canonicalText, hashJson } from '../../../lib/protocol/signed/canonical.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { bodyPart, labelLeaf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { bytes16, maxWord, word } from './actors.ts';
import { someCampaign } from './ids.ts';

/** `label` is the whole label as JSON; the texts are what is hashed, so that no reader needs RFC 8785 to check them. */
function labelCase(label: Label) {
  const { task, target, rationale, body, confidence, assist, activeMs, createdAt, salts } = label;
  const taskFields = { task, target, rationale };
  const bodyFields = { body, confidence, assist, activeMs, createdAt };
  return {
    label: canonicalText(label),
    taskText: canonicalText(taskFields),
    taskHash: hashJson(taskFields),
    taskSalt: salts[0],
    taskPart: taskPart(label),
    bodyText: canonicalText(bodyFields),
    bodyHash: hashJson(bodyFields),
    bodySalt: salts[1],
    bodyPart: bodyPart(label),
    leaf: labelLeaf(label),
  };
}

const page = pageTargetOf('https://news.example/a?id=7&lang=es');

/** The smallest label: nothing optional. */
const plain: Label = {
  task: taskId(someCampaign, page),
  target: page,
  body: { sentiment: { kind: 'choice', chosen: ['bullish'] } },
  assist: 'human',
  activeMs: 10_000,
  createdAt: 1_780_002_000,
  salts: [bytes16('task salt'), bytes16('body salt')],
};

const full: Label = {
  ...plain,
  rationale: 'Línea uno\n\tle “dos”: \\ / é (e\u0301) 漢 📚 \u2028',
  body: {
    tickers: { kind: 'choice', chosen: ['aaa', 'b-2', 'zz9'] },
    sentiment: { kind: 'unsure' },
    'a-1': { kind: 'not-applicable' },
    10: { kind: 'choice', chosen: ['0'] },
    9: { kind: 'page-broken' },
  },
  confidence: 0,
  assist: 'suggestion-edited',
  activeMs: 3_600_000,
  createdAt: 0,
};

const extremes: Label = {
  ...plain,
  task: maxWord,
  target: pageTargetOf('https://xn--bcher-kva.example/%C3%BC?q=%F0%9F%93%9A'),
  body: {},
  confidence: 100,
  assist: 'suggestion-accepted',
  activeMs: 1000,
  createdAt: Math.floor(Number.MAX_SAFE_INTEGER / 3600) * 3600,
  salts: [`0x${'0'.repeat(32)}`, `0x${'f'.repeat(32)}`],
};

const post: Label['target'] = {
  unit: 'element',
  unitKey: '104200',
  address: 'https://news.example/posts',
  quote: 'Quillon guidance is nuts: “Sold out” 📚',
};

const ofPost: Label = { ...plain, task: taskId(someCampaign, post), target: post };

const marked: Label['target'] = {
  unit: 'selection',
  unitKey: 'selection',
  address: 'https://court.example/contract',
  textModel: 1,
  places: [
    [
      {
        type: 'XPathSelector',
        value: '*[2]/*[1]',
        refinedBy: { type: 'TextPositionSelector', start: 0, end: 8 },
      },
      { type: 'TextPositionSelector', start: 8, end: 16 },
      { type: 'TextQuoteSelector', exact: 'shall pay “now”', prefix: 'The tenant ', suffix: ' — é 漢 📚' },
    ],
    [
      { type: 'TextPositionSelector', start: 8, end: 30 },
      {
        type: 'TextQuoteSelector',
        exact: 'shall pay “now”, and again',
        prefix: '',
        suffix: '',
        copies: 2,
        rivals: [[48, 0]],
      },
    ],
  ],
};

const ofContract: Label = {
  ...plain,
  task: taskId(someCampaign, marked),
  target: marked,
  body: {
    clauses: {
      kind: 'span',
      spans: [
        { class: 'obligation', start: 8, end: 16 },
        { class: 'term', start: 8, end: 16 },
        { class: 'right', start: 8, end: 30 },
      ],
    },
    others: { kind: 'span', spans: [] },
  },
};

const lookalike: Label = { ...plain, task: zero32, salts: [bytes16('body salt'), bytes16('task salt')] };

export const labels = () => ({
  cases: [plain, full, extremes, lookalike, ofPost, ofContract].map(labelCase),
});

export const someLeaf = (index: number) => word(`label ${index}`);
