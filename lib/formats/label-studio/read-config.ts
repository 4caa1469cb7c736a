import { parseValue } from '../../protocol/api/json.ts';
import { type Question, question } from '../../protocol/question/question.ts';
import { isIdentifier } from '../../protocol/scalar/text.ts';
import { openSpan } from './open-span.ts';
import { type Element, readXml } from './read-xml.ts';

/** Why a config can not become questions; each names the tag or attribute. */
export type ReadConfig =
  | { ok: true; questions: Question[]; dropped: string[] }
  | { ok: false; refused: string[] };

const longest = 1_000_000;

/** Said to nobody by an answer: how a control looks, and which keys Label Studio gives it. */
const looks = new Set([
  ...['style', 'className', 'idAttr', 'display', 'size', 'underline', 'granularity', 'background'],
  ...['selectedColor', 'color', 'hotkey', 'showInline', 'layout', 'requiredMessage'],
  ...['highlightColor', 'showLabels', 'saveTextResult', 'encoding', 'selectionEnabled', 'clickableLinks'],
]);
const meant: Record<string, readonly string[]> = {
  View: [],
  Header: ['value'],
  Text: ['name', 'value', 'valueType'],
  HyperText: ['name', 'value', 'valueType', 'inline'],
  // An answer is always wanted, and an abstention is one: `required` says nothing more.
  Choices: ['name', 'toName', 'choice', 'required'],
  Choice: ['value', 'alias', 'hint'],
  Labels: ['name', 'toName', 'required'],
  Label: ['value', 'alias', 'hint', 'hotkey'],
};
/** Why what a config may have besides can not be taken over. */
const reasons: Record<string, string> = {
  visibleWhen: 'every question of a task is asked; say in its text when it does not apply',
  whenTagName: 'every question of a task is asked',
  whenLabelValue: 'every question of a task is asked',
  whenChoiceValue: 'every question of a task is asked',
  perRegion: 'answers are per task, not per region',
  perItem: 'answers are per task, not per item',
  html: 'what a campaign says is text, never HTML',
  selected: 'an answer that is chosen beforehand is not the labeler’s',
  maxUsages: 'an option can be used in every task',
  allowNested: 'options have no options of their own: ask a second question',
  Style: 'what a campaign says is data, never style sheets or scripts',
  Image: 'questions about images are not built yet',
  Audio: 'questions about sound are not built',
  Video: 'questions about video are not built',
};

/**
 * A Label Studio labeling config as questions. What is not understood is refused by its name, never left out, unless it only says
 * how something looks: that is listed in `dropped`. A choice without `alias` gets one, made from its value.
 */
export function readConfig(text: string): ReadConfig {
  if (text.length > longest) return { ok: false, refused: [`longer than ${longest} characters`] };
  const read = readXml(text);
  if (!read.ok) return { ok: false, refused: [said(read.because)] };
  const found: Found = { refused: [], dropped: [], asked: undefined, objects: new Set(), controls: [] };
  walk(read.root, found);
  const { refused, dropped, controls, objects } = found;
  if (objects.size > 1)
    refused.push('several objects: a task of a campaign is one page, or one element of it');
  if (controls.length === 0 && refused.length === 0)
    refused.push('no <Choices> and no <Labels>: nothing is asked');
  const questions = controls.flatMap(({ element, ask }) => {
    const { toName = '' } = element.attributes;
    if (!objects.has(toName)) refused.push(at(element, `toName="${toName}" is no object of this config`));
    const given = parseValue(question, questionOf(element, ask));
    if (!given.ok) refused.push(at(element, given.detail));
    return given.ok ? [given.value] : [];
  });
  const ids = questions.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) refused.push('two controls have one name');
  return refused.length === 0 ? { ok: true, questions, dropped } : { ok: false, refused };
}

interface Found {
  refused: string[];
  dropped: string[];
  /** The last header that no control has answered. */
  asked: string | undefined;
  objects: Set<string>;
  controls: { element: Element; ask: string | undefined }[];
}

const at = ({ name, line }: Element, what: string) => said(`line ${line}: <${name}> ${what}`);

/** No more of what was given than a person reads. */
const said = (sentence: string) => sentence.slice(0, 300).replaceAll('\0', '').toWellFormed();

function walk(element: Element, found: Found): void {
  const { name, attributes, children } = element;
  const known = meant[name];
  if (known === undefined) {
    found.refused.push(at(element, `is not read: ${reasons[name] ?? 'no question of this kind'}`));
    return;
  }
  for (const attribute of Object.keys(attributes)) {
    if (known.includes(attribute)) continue;
    if (looks.has(attribute)) found.dropped.push(at(element, attribute));
    else
      found.refused.push(
        at(
          element,
          `${attribute} is not read${reasons[attribute] === undefined ? '' : `: ${reasons[attribute]}`}`,
        ),
      );
  }
  if (name === 'Header') {
    if (found.asked !== undefined) found.refused.push(at(element, 'follows another: one header a question'));
    found.asked = attributes.value ?? '';
  }
  if (name === 'Text' || name === 'HyperText') found.objects.add(attributes.name ?? '');
  if (name === 'Choices' || name === 'Labels') {
    found.controls.push({ element, ask: found.asked });
    found.asked = undefined;
  }
  for (const child of children) {
    const misplaced = (parents[child.name] ?? 'View') !== name;
    if (misplaced && meant[child.name] !== undefined)
      found.refused.push(at(child, `does not belong into <${name}>`));
    else walk(child, found);
  }
}

/** Into which tag one belongs that does not stand in a view. */
const parents: Record<string, string> = { Choice: 'Choices', Label: 'Labels' };

/** A control as a question, which the protocol's schema judges. */
const questionOf = (element: Element, ask: string | undefined): unknown =>
  element.name === 'Labels' ? spanOf(element, ask) : choiceOf(element, ask);

function spanOf({ attributes, children }: Element, ask: string | undefined): unknown {
  const { name = '', required } = attributes;
  return {
    kind: 'span',
    id: name,
    ask: ask ?? name,
    classes: children.map((child) => {
      const { hotkey } = child.attributes;
      return { ...entryOf(child), ...(hotkey === undefined ? {} : { key: hotkey }) };
    }),
    ...openSpan(required === 'true'),
  };
}

function choiceOf({ attributes, children }: Element, ask: string | undefined): unknown {
  const { name = '', choice = 'single' } = attributes;
  return {
    kind: 'choice',
    id: name,
    ask: ask ?? name,
    multiple:
      choice === 'multiple' ? true : choice === 'single' || choice === 'single-radio' ? false : choice,
    options: children.map(entryOf),
  };
}

const entryOf = ({ attributes: { value = '', alias, hint } }: Element) => ({
  id: alias ?? identifierOf(value),
  label: value,
  ...(hint === undefined ? {} : { hint }),
});

/** `Very good!` becomes `very-good`. */
function identifierOf(value: string): string {
  if (isIdentifier(value)) return value;
  const plain = value
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  return plain.replaceAll(' ', '-').slice(0, 40).replace(/-$/, '');
}
