import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../../relay/requester/run.ts';
import { makeTempFolder } from '../../stand/temp.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder('typed');
});
afterAll(() => folder.stop());

/** Without a relay: what is wrong with a file or an option is said before anybody is asked. */
async function typed(...args: string[]) {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const terminal = { out: say, err: say, status: () => {}, confirm: async () => false };
  const code = await run(args, { env: {}, terminal, now: () => 0, sleep: async () => {} });
  return [code, said.join('\n')];
}

const fileOf = async (name: string, content: string | Buffer) => {
  const file = join(folder.dir, name);
  await writeFile(file, content);
  return file;
};

const terms = JSON.stringify({
  questions: [
    {
      kind: 'choice',
      id: 'tone',
      ask: 'Welcher Ton für Märkte?',
      multiple: false,
      options: [
        { id: 'up', label: 'Höher' },
        { id: 'down', label: 'Tiefer' },
      ],
    },
  ],
  targets: { unit: 'page' },
});

test('a file as Windows saves it says what it says: a byte order mark, line ends', async () => {
  const plain = await typed('config', 'export', await fileOf('plain.json', terms));
  expect(plain).toEqual([0, expect.stringContaining('Welcher Ton für Märkte?')]);
  const windows = `\ufeff${JSON.stringify(JSON.parse(terms), null, 2).replaceAll('\n', '\r\n')}`;
  expect(await typed('config', 'export', await fileOf('windows.json', windows))).toEqual(plain);
  const config = String(plain[1]);
  const read = await typed('config', 'import', await fileOf('plain.xml', config));
  expect(await typed('config', 'import', await fileOf('windows.xml', `\ufeff${config}`))).toEqual(read);
});

test('words in another encoding are refused, since funded terms do not change', async () => {
  for (const [name, content] of [
    ['latin.json', Buffer.from(terms, 'latin1')],
    ['utf16.json', Buffer.from(`\ufeff${terms}`, 'utf16le')],
  ] as const) {
    const file = await fileOf(name, content);
    for (const command of [
      ['campaign', 'create'],
      ['config', 'export'],
    ])
      expect(await typed(...command, file)).toEqual([1, `${file} is not UTF-8: save it in that encoding.`]);
  }
});

test('text that is no JSON is refused with its place', async () => {
  const file = await fileOf('comma.json', '{\n  "title": "x",\n}');
  const list = await fileOf('pages.txt', 'https://news.example/a\n');
  expect(await typed('campaign', 'create', file, '--list', list)).toEqual([
    1,
    expect.stringMatching(/^The terms are no JSON object: .*\(line 3 column 1\)\.$/),
  ]);
});

test('a file that is not there, too large, or a folder', async () => {
  const large = await fileOf('large.json', Buffer.alloc(16_000_001, 0x20));
  expect(await typed('campaign', 'create', large)).toEqual([1, `${large} is larger than 16 MB.`]);
  expect(await typed('campaign', 'create', folder.dir)).toEqual([
    1,
    `${folder.dir} can not be read: it is a folder.`,
  ]);
  expect(await typed('config', 'import', 'nowhere.xml')).toEqual([
    1,
    'nowhere.xml can not be read: there is no such file.',
  ]);
});

test('an option that a command does not have is refused: a fund with --dry-run moves no money', async () => {
  for (const [args, odd] of [
    [['campaign', 'fund', 'x.json', '--amount', '5', '--yes', '--dry-run'], '--dry-run'],
    [['campaign', 'fund', 'x.json', '--deposit', '5'], '--deposit'],
    [['campaign', 'create', 'x.json', '--amount', '5'], '--amount'],
    [['campaign', 'progress', 'x.json', '-f', 'csv'], '--format'],
  ] as const) {
    const { 0: area, 1: command } = args;
    expect(await typed(...args)).toEqual([2, `${area} ${command} takes no ${odd}. See glosa --help.`]);
  }
});
