import { exportedLabel, exportedTruth } from '../../../lib/protocol/api/export.ts';
import { progress } from '../../../lib/protocol/api/progress.ts';
import { taskLabels, taskLists } from '../../../lib/protocol/api/tasks.ts';

const word = (digit: string) => `0x${digit.repeat(64)}`;
const address = `0x${'2'.repeat(40)}`;
const target = { unit: 'page', unitKey: 'page', address: 'https://news.example/a' };
const body = { tone: { kind: 'choice', chosen: ['up'] } };
const posterior = { tone: 910_000 };

const someLabel = {
  task: word('1'),
  target,
  rationale: 'A “reason”, in\ntwo lines',
  body,
  confidence: 80,
  assist: 'suggestion-edited',
  activeMs: 5000,
  createdAt: 1_780_000_000 - (1_780_000_000 % 3600),
  salts: [`0x${'5'.repeat(32)}`, `0x${'6'.repeat(32)}`],
  number: 7,
  index: 0,
  batchHash: word('3'),
  key: address,
  leaf: word('4'),
  price: '250000',
  receivedEpoch: 2,
};
const settled = { ...someLabel, settledEpoch: 3, posterior };

const listed = { task: word('1'), address: target.address, labels: 3, settled: true };
const { confidence, rationale } = someLabel;
const said = { target, body, activeMs: 5000 };

/** What a requester reads: valid values of all of it. */
export const exportSamples = [
  {
    name: 'exportedLabel',
    schema: exportedLabel,
    values: [
      { ...someLabel, state: 'received' },
      { ...someLabel, state: 'held' },
      { ...settled, state: 'paid', credit: '250000' },
      { ...settled, state: 'paid', credit: '250000', weight: 333_333, dataset: `0x${'5'.repeat(64)}` },
      { ...settled, state: 'rejected', credit: '0', code: 'below-guess', evidence: 'scored=40 sum=-3' },
    ],
  },
  {
    name: 'exportedTruth',
    schema: exportedTruth,
    values: [{ task: word('1'), target, truth: body, posterior, labels: 3, settledEpoch: 3 }],
  },
  {
    name: 'progress',
    schema: progress,
    values: [
      {
        version: 1,
        campaign: word('1'),
        termsHash: word('2'),
        state: 'closed',
        countedAt: 1_780_000_000,
        epoch: 4,
        secret: word('3'),
        labels: { received: 13, refused: 1, paid: 12, rejected: 0 },
        tasks: { open: 1, settled: 4 },
        money: {
          token: address,
          deposited: '1000',
          released: '240',
          reserved: '20',
          remaining: '760',
          free: '690',
        },
        questions: [
          {
            id: 'tone',
            answers: [
              { kind: 'choice', option: 'up', labels: 8, tasks: 4 },
              { kind: 'unsure', labels: 1, tasks: 0 },
            ],
            agreement: { alpha: -0.25, low: -0.5, high: 0.75, tasks: 4 },
          },
          { id: 'topic', answers: [], agreement: null },
        ],
      },
    ],
  },
  {
    name: 'taskLists',
    schema: taskLists,
    values: [
      {
        version: 1,
        campaign: word('2'),
        slowest: [{ ...listed, medianMs: 20_000 }],
        contested: [{ ...listed, quote: 'The bank raises rates', apart: 666_666 }],
      },
    ],
  },
  {
    name: 'taskLabels',
    schema: taskLabels,
    values: [
      { version: 1, campaign: word('2'), task: word('1'), received: 0, labels: [] },
      {
        version: 1,
        campaign: word('2'),
        task: word('1'),
        received: 2,
        labels: [said, { ...said, confidence, rationale }],
        truth: { body, posterior, labels: 2, settledEpoch: 3 },
      },
    ],
  },
];
