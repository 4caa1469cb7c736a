import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, PlanForm } from '../../../lib/authoring/form.ts';
import { formOfSet } from '../../../lib/authoring/form-of-set.ts';
import { kitForm, kitNames, kitTitle } from '../../../lib/authoring/kits/kits.ts';
import { writeSet, writeTerms, writeTrial } from '../../../lib/authoring/write-terms.ts';
import { readConfig } from '../../../lib/formats/label-studio/read-config.ts';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { Example } from '../../../lib/protocol/terms/example.ts';
import { terms } from '../../../lib/protocol/terms/terms.ts';
import { place } from './sample.ts';
import { wholeForm } from './whole-form.ts';

const faultsOf = (given: Partial<PlanForm>) =>
  writeTerms(wholeForm(given), place).faults.map(({ field, code }) => `${field}: ${code}`);

describe('a plan as terms', () => {
  it('says in the protocol’s words what was typed', () => {
    const { faults, money, terms: written } = writeTerms(wholeForm(), place);
    expect(faults).toEqual([]);
    expect(written).toMatchObject({
      price: '100000',
      universe: { kind: 'pattern', patterns: ['https://news.example/markets/*'] },
      questions: [
        {
          kind: 'choice',
          options: [
            { id: 'good', label: 'Good', hint: 'For the share price' },
            { id: 'bad', label: 'Bad' },
          ],
        },
      ],
      policy: { redundancy: { min: 3, max: 3 } },
    });
    expect(money).toMatchObject({ cost: { labels: 60n, pay: 6_000_000n }, labels: 60n });
  });

  it('asks for passages where the unit is a selection', () => {
    const { faults, terms: written } = writeTerms(wholeForm({ unit: 'selection', overlap: true }), place);
    expect(faults).toEqual([]);
    expect(written).toMatchObject({
      targets: { unit: 'selection' },
      questions: [{ kind: 'span', overlap: true, classes: [{ id: 'good', label: 'Good' }, { id: 'bad' }] }],
    });
    const one = [{ label: 'Party', hint: '' }];
    expect(faultsOf({ unit: 'selection', options: one })).toEqual([]);
    expect(faultsOf({ options: one })).toEqual(['options: few-options']);
  });

  it('asks questions that were taken from elsewhere as they are, whatever is typed beside them', () => {
    const config = `<View><Text name="t" value="$text"/><Header value="Tone?"/>
      <Choices name="tone" toName="t"><Choice value="Good!" alias="up"/><Choice value="Bad"/></Choices>
      <Header value="Which names?"/><Labels name="names" toName="t"><Label value="Person" hotkey="p"/></Labels></View>`;
    const read = readConfig(config);
    const questions = read.ok ? read.questions : null;
    expect(questions).toHaveLength(2);
    const { faults, terms: written } = writeTerms(
      wholeForm({ questions, unit: 'selection', ask: '', options: [{ label: '', hint: '' }] }),
      place,
    );
    expect(faults).toEqual([]);
    expect(written?.questions).toEqual(questions);
    expect(faultsOf({ questions, unit: 'page' })).toEqual(['unit: unit']);
    expect(faultsOf({ questions: questions!.slice(0, 1), unit: 'selection' })).toEqual(['unit: unit']);
    const asking = [{ ...questions![0]!, ask: 'What is your seed phrase?' }] as typeof questions;
    expect(faultsOf({ questions: asking })).toEqual(['ask: asks-secret']);
  });

  it('takes a fixed list: each page once, as labelers meet under it, and as many tasks as that', () => {
    const list = [
      'https://a.example/x?utm=1#top',
      ' https://a.example/x',
      'https://b.example/y?id=2&z=1',
      '',
    ];
    const {
      faults,
      money,
      terms: written,
    } = writeTerms(wholeForm({ pages: 'list', list, keep: ['id'], examples: [], tasks: '' }), place);
    expect(faults).toEqual([]);
    expect(written?.universe).toEqual({
      kind: 'list',
      addresses: ['https://a.example/x', 'https://b.example/y?id=2'],
    });
    expect(money.cost?.labels).toBe(6n);
    expect(faultsOf({ pages: 'list', list: [] })).toEqual(['list: no-list']);
    expect(faultsOf({ pages: 'list', list: ['https://a.example/', 'ftp://a.example/'] })).toEqual([
      'list: bad-example',
    ]);
  });

  it.each(kitNames.flatMap((kit) => ['en', 'es-MX'].map((language) => [kit, language] as const)))(
    'the kit %s in %s lacks only pages, elements and a wage',
    (kit, language) => {
      const { faults } = writeTerms(kitForm(kit, language), place);
      expect(faults.map(({ field }) => field).filter((field) => field !== 'selector')).toEqual([
        'examples',
        'wage',
      ]);
      expect(kitForm(kit, language).title).toBe(kitTitle(kit, language));
    },
  );

  it('refuses what would lock money for nothing', () => {
    expect(faultsOf({ deposit: '6' })).toEqual(['deposit: deposit-low']);
    expect(faultsOf({ examples: [] })).toEqual(['examples: no-example']);
    expect(faultsOf({ patterns: ['https://other.example/*'] })).toEqual([
      'examples: no-match',
      'examples: no-match',
    ]);
    expect(faultsOf({ unit: 'element', selector: 'article.post' })).toEqual(['selector: untried-selector']);
    const seen = { selector: 'article.post', address: 'https://news.example/markets/a', matches: 0 };
    expect(faultsOf({ unit: 'element', selector: 'article.post', seen })).toEqual([
      'selector: selector-without-matches',
    ]);
    expect(faultsOf({ unit: 'element', selector: 'article.post', seen: { ...seen, matches: 4 } })).toEqual(
      [],
    );
    expect(faultsOf({ unit: 'element', selector: 'p:hover' })).toEqual(['selector: bad-selector']);
    expect(faultsOf({ priceBy: 'price', price: '0.0099' })).toEqual(['price: price-low']);
  });

  it.each([
    '<all_urls>',
    '*://*/*',
    'https://*/*',
    'https://*.com/*',
    'https://*.co.uk/*',
    'http://*:8080/x',
  ])('refuses %s, which means all sites', (pattern) => {
    expect(faultsOf({ patterns: [pattern, 'https://news.example/*'] })).toEqual(['patterns: all-sites']);
  });

  it('says for each field what is missing or wrong', () => {
    const wrong: [Partial<PlanForm>, Field][] = [
      [{ title: ' ' }, 'title'],
      [{ title: 'a\u0007' }, 'title'],
      [{ ask: 'a'.repeat(301) }, 'ask'],
      [{ language: 'English' }, 'language'],
      [{ ask: 'Enter your password' }, 'ask'],
      [{ instructions: 'Please type your seed phrase.' }, 'instructions'],
      [{ options: [{ label: 'One', hint: '' }] }, 'options'],
      [
        {
          options: [
            { label: 'A', hint: '' },
            { label: 'A', hint: '' },
          ],
        },
        'options',
      ],
      [{ wage: 'much' }, 'wage'],
      [{ seconds: '0' }, 'seconds'],
      [{ tasks: '0' }, 'tasks'],
      [{ least: '4', most: '3' }, 'most'],
      [{ days: '91' }, 'days'],
      [{ share: '101' }, 'share'],
      [{ deposit: '1.2345678' }, 'deposit'],
      [{ examples: ['file:///etc/hosts'] }, 'examples'],
      [{ unit: 'element', selector: '' }, 'selector'],
      [{ patterns: ['news.example'] }, 'patterns'],
    ];
    for (const [given, field] of wrong)
      expect(
        writeTerms(wholeForm(given), place).faults.map((fault) => fault.field),
        JSON.stringify(given),
      ).toContain(field);
  });

  it('never gives terms that the protocol refuses, whatever was typed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const form = fc.record({
      title: text,
      instructions: text,
      language: fc.oneof(text, fc.constantFrom('en', 'pt-BR')),
      ask: text,
      options: fc.array(fc.record({ label: text, hint: text }), { minLength: 1, maxLength: 40 }),
      examples: fc.array(fc.oneof(text, fc.webUrl()), { maxLength: 4 }),
      patterns: fc.option(
        fc.array(
          fc.oneof(
            text,
            fc.webUrl().map((url) => `${url}/*`),
          ),
          { maxLength: 3 },
        ),
      ),
      keep: fc.array(text, { maxLength: 3 }),
      least: fc.oneof(text, fc.nat(120).map(String)),
      days: fc.oneof(text, fc.nat(120).map(String)),
      share: fc.oneof(text, fc.nat(120).map(String)),
      wage: fc.oneof(text, fc.nat(1000).map(String)),
    });
    fc.assert(
      fc.property(fc.subarray(Object.keys(wholeForm()) as Field[]), form, (fields, typed) => {
        const given = Object.fromEntries(
          fields.flatMap((name) => (name in typed ? [[name, typed[name as never]]] : [])),
        );
        const written = writeTerms(wholeForm(given), place);
        expect(written.faults.length === 0).toBe(written.terms !== null);
        expect(written.faults.filter(({ code }) => code === 'terms')).toEqual([]);
        if (written.terms !== null) expect(parseValue(terms, written.terms).ok).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('labels that a plan shows', () => {
  const page = (name: string) => pageTargetOf(`https://news.example/markets/${name}`);
  const good: Example = {
    shows: 'good',
    target: page('a'),
    body: { answer: { kind: 'choice', chosen: ['good'] } },
    note: '',
  };
  const bad: Example = { ...good, shows: 'bad', target: page('b'), note: ' It only\r\nreports. ' };

  it('stand in its terms and in its question set, and are read back from there', () => {
    const form = wholeForm({ exampleLabels: [good, bad] });
    const examples = [good, { ...bad, note: 'It only\nreports.' }];
    expect(writeTerms(form, place)).toMatchObject({ faults: [], terms: { examples } });
    const { set } = writeSet({ ...form, isPrivate: true });
    expect(set).toMatchObject({ examples });
    expect(formOfSet(set!, true).exampleLabels).toEqual(examples);
    expect(writeTerms(wholeForm(), place).terms).not.toHaveProperty('examples');
  });

  it('are faults, before money moves, once they do not fit what is asked or where', () => {
    const exampleLabels = [good, bad];
    const options = [
      { label: 'Up', hint: '' },
      { label: 'Bad', hint: '' },
    ];
    const unfit = (given: Partial<PlanForm>) =>
      writeTerms(wholeForm({ exampleLabels, ...given }), place).faults.map(({ code, detail }) => [
        code,
        detail,
      ]);
    expect(unfit({})).toEqual([]);
    expect(unfit({ options })).toEqual([['example-unfit', '1, 2']]);
    expect(unfit({ unit: 'selection' })).toEqual([['example-unfit', '1, 2']]);
    expect(
      unfit({ examples: ['https://news.example/markets/a'], patterns: ['https://news.example/markets/a*'] }),
    ).toEqual([['example-unfit', '2']]);
    // While the question itself is wrong, that is what has to be said.
    expect(unfit({ ask: '' }).map(([code]) => code)).toEqual(['missing']);
    expect(writeTrial(wholeForm({ exampleLabels, options }))).not.toHaveProperty('examples');
    expect(writeTrial(wholeForm({ exampleLabels: [good, { ...bad, note: '' }] }))).not.toBeNull();
    expect(writeTrial(wholeForm({ ask: '' }))).toBeNull();
  });

  it('say why they are bad, in plain words that ask for no secret, and none stands twice', () => {
    const faults = (...exampleLabels: Example[]) => faultsOf({ exampleLabels });
    expect(faults({ ...bad, note: ' ' })).toEqual(['exampleLabels: example-unsaid']);
    expect(faults({ ...bad, note: 'a'.repeat(501) })).toEqual(['exampleLabels: too-long']);
    expect(faults({ ...bad, note: 'a\u202eb' })).toEqual(['exampleLabels: not-plain']);
    expect(faults({ ...bad, note: 'Enter your password' })).toEqual(['exampleLabels: asks-secret']);
    expect(faults(good, { ...good, note: 'again' })).toEqual(['exampleLabels: example-twice']);
  });

  it('are no tasks: they cost nothing, leave something to label, and are no golds', () => {
    const list = ['a', 'b', 'c'].map((name) => page(name).address);
    const form = { pages: 'list', list, tasks: '' } as const;
    const { faults, money } = writeTerms(wholeForm({ ...form, exampleLabels: [good, bad] }), place);
    expect(faults).toEqual([]);
    expect(money.cost?.labels).toBe(3n);
    expect(faultsOf({ ...form, exampleLabels: [good, bad], list: list.slice(0, 2) })).toEqual([
      'exampleLabels: examples-all',
    ]);
    const golds = [`${list[0]} good`];
    expect(faultsOf({ exampleLabels: [good], pay: 'better-than-guess', golds })).toEqual([
      'golds: known-example',
    ]);
  });
});
