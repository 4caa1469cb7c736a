import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExportedTask } from '../../../lib/formats/format.ts';
import { formatOf } from '../../../lib/formats/formats.ts';
import { readConfig } from '../../../lib/formats/label-studio/read-config.ts';
import { writeConfig } from '../../../lib/formats/label-studio/write-config.ts';
import { readsLabelStudio as reads } from './reads-label-studio.ts';
import { type Dataset, dataset, questions } from './values.ts';
import { write } from './write.ts';

interface Region {
  from_name: string;
  value: { choices?: string[]; labels?: string[]; start?: number; end?: number; text?: string };
}

/** Every label belongs to one of the tasks. */
const tasksOf = ({ labels, truths }: Dataset): ExportedTask[] =>
  truths.map((truth, at) => ({
    truth,
    labels: labels
      .filter((_, place) => place % truths.length === at)
      .map((label) => ({ ...label, task: truth.task, target: truth.target })),
  }));

test('tasks are what Label Studio reads, and `meta` holds all of every label', () => {
  fc.assert(
    fc.property(dataset, (given) => {
      const all = tasksOf(given);
      const file = JSON.parse(write(formatOf('label-studio', given.about), 'tasks', all));
      expect([reads(file), reads.errors]).toEqual([true, null]);
      expect(file).toHaveLength(all.length);
      all.forEach(({ truth, labels }, at) => {
        const { glosa } = file[at].meta;
        expect(glosa).toEqual({
          campaign: given.about.campaign,
          truth,
          labels: labels.map(({ task, ...label }) => label),
        });
        expect(file[at].annotations).toHaveLength(labels.length);
      });
    }),
  );
});

test('a choice is its aliases; what has no answer is skipped; the truth is a prediction, not somebody’s annotation', () => {
  fc.assert(
    fc.property(dataset, (given) => {
      const all = tasksOf(given);
      const file = JSON.parse(write(formatOf('label-studio', given.about), 'tasks', all));
      all.forEach(({ truth, labels }, at) => {
        const chosen = (body: typeof truth.truth) =>
          Object.entries(body).flatMap(([id, answer]) =>
            answer.kind === 'choice' ? [[id, answer.chosen]] : [],
          );
        const said = (results: Region[]) =>
          results.flatMap(({ from_name, value }) =>
            value.choices === undefined ? [] : [[from_name, value.choices]],
          );
        labels.forEach(({ body }, place) => {
          const annotation = file[at].annotations[place];
          expect(said(annotation.result)).toEqual(chosen(body));
          const abstains = Object.values(body).every(({ kind }) => kind !== 'choice' && kind !== 'span');
          expect(annotation.was_cancelled).toBe(abstains);
          expect(annotation.ground_truth).toBe(false);
        });
        expect(said(file[at].predictions[0].result)).toEqual(chosen(truth.truth));
      });
    }),
  );
});

test('a span is a region of the text that the task shows', () => {
  fc.assert(
    fc.property(dataset, (given) => {
      const file = JSON.parse(write(formatOf('label-studio', given.about), 'tasks', tasksOf(given)));
      tasksOf(given).forEach(({ truth, labels }, at) => {
        labels.forEach(({ body }, place) => {
          const regions: Region[] = file[at].annotations[place].result;
          const marked = regions.flatMap(({ value }) => (value.labels === undefined ? [] : [value]));
          for (const { start, end, text } of marked) expect(file[at].data.text.slice(start, end)).toBe(text);
          const classes = Object.values(body).flatMap((answer) =>
            answer.kind === 'span' ? answer.spans.map((one) => one.class) : [],
          );
          const expected = truth.target.unit === 'selection' ? classes : [];
          expect(marked.flatMap(({ labels: named }) => named)).toEqual(expected);
        });
      });
    }),
  );
});

test('questions become a labeling config, and come back the same', () => {
  fc.assert(
    fc.property(questions, fc.constantFrom('page' as const, 'element' as const), (asked, unit) => {
      const targets = unit === 'page' ? { unit } : { unit, selector: 'p' };
      const written = writeConfig({ questions: asked, targets });
      expect(written.ok && readConfig(written.text)).toEqual({
        ok: true,
        questions: asked,
        dropped: [],
      });
    }),
  );
});

test('spans that a config can not tell are refused by name', () => {
  const asked = {
    kind: 'span' as const,
    id: 'who',
    ask: 'Who?',
    classes: [{ id: 'person', label: 'Person' }],
    spans: { min: 2, max: 5 },
    overlap: false,
  };
  const written = writeConfig({ questions: [asked], targets: { unit: 'selection' } });
  expect(written).toEqual({ ok: false, refused: [expect.stringMatching(/^who: .*how many spans/)] });
});

const view = (inside: string) => `<View><Text name="t" value="$text"/>${inside}</View>`;
const tone = (more = '', inside = '<Choice value="Up"/><Choice value="Down"/>') =>
  `<Choices name="tone" toName="t"${more}>${inside}</Choices>`;

test('a config that somebody has becomes questions; looks are dropped by name', () => {
  const config = `<!-- sentiment -->
<View style="padding: 1em">
  <HyperText name="page" value="$url" valueType="url"/>
  <View className="left"><Header value="How does it sound?" size="4"/>
    <Choices name="tone" toName="page" choice="multiple" showInline="true">
      <Choice value="Very good!" hotkey="1"/>
      <Choice value="bad" alias="negative" hint="&quot;bad&quot; &amp; worse"/>
    </Choices></View>
</View>`;
  expect(readConfig(config)).toEqual({
    ok: true,
    questions: [
      {
        kind: 'choice',
        id: 'tone',
        ask: 'How does it sound?',
        multiple: true,
        options: [
          { id: 'very-good', label: 'Very good!' },
          { id: 'negative', label: 'bad', hint: '"bad" & worse' },
        ],
      },
    ],
    dropped: [
      'line 2: <View> style',
      'line 4: <View> className',
      'line 4: <Header> size',
      'line 5: <Choices> showInline',
      'line 6: <Choice> hotkey',
    ],
  });
});

test.each([
  ['script', view('<Style>.a{}</Style>'), /Style|text between/],
  ['a kind that is not there', view('<Rating name="r" toName="t"/>'), /<Rating> is not read/],
  [
    'an image',
    '<View><Image name="t" value="$image"/></View>',
    /<Image> is not read: questions about images/,
  ],
  ['conditions', view(tone(' visibleWhen="choice-selected"')), /visibleWhen is not read: every question/],
  ['regions', view(tone(' perRegion="true"')), /perRegion is not read/],
  ['options from the task', view(tone(' value="$options"')), /value is not read/],
  [
    'HTML',
    view(tone('', '<Choice value="a" html="&lt;b&gt;"/><Choice value="b"/>')),
    /html is not read.*never HTML/,
  ],
  [
    'a choice made beforehand',
    view(tone('', '<Choice value="a" selected="true"/><Choice value="b"/>')),
    /selected/,
  ],
  [
    'options in options',
    view(tone('', '<Choice value="a"><Choice value="b"/></Choice>')),
    /does not belong into <Choice>/,
  ],
  ['a name that is none', view(tone().replace('tone', 'Tone_1')), /id: must be a-z, 0-9 and hyphens/],
  ['one option', view(tone('', '<Choice value="a"/>')), /options/],
  [
    'two options of one name',
    view(tone('', '<Choice value="A"/><Choice value="a"/>')),
    /option ids must differ/,
  ],
  ['two questions of one name', view(tone() + tone()), /two controls have one name/],
  [
    'an object that is not there',
    view(tone().replace('toName="t"', 'toName="u"')),
    /toName="u" is no object/,
  ],
  ['two objects', view(`${tone()}<Text name="u" value="$u"/>`), /several objects/],
  ['two headers', view(`<Header value="a"/><Header value="b"/>${tone()}`), /follows another/],
  ['nothing', '<View/>', /nothing is asked/],
  ['no XML', '<View', /line 1/],
  ['text', view('hello'), /text between/],
  ['entities', '<!DOCTYPE a [<!ENTITY b "c">]><View>&b;</View>', /document type/],
  ['depth', '<View>'.repeat(50), /nested deeper/],
])('refused by name: %s', (_, config, because) => {
  const read = readConfig(config);
  if (read.ok) throw new Error('it was taken');
  expect(read.refused.join('\n')).toMatch(because);
});
