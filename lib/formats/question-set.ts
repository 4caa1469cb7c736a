import * as v from 'valibot';
import { type Parsed, parseJson } from '../protocol/api/json.ts';
import { type Label, label } from '../protocol/label/label.ts';
import { questionSet, setOfTerms } from '../protocol/terms/question-set.ts';
import type { About, Written } from './format.ts';

/** A private question set as a file: what is asked and where, and every label. Only this format can be read again. */
const file = v.strictObject({
  glosa: v.literal('question-set'),
  version: v.literal(1),
  set: questionSet,
  labels: v.pipe(v.array(label), v.maxLength(100_000)),
});

export const readQuestionSet = (text: string): Parsed<v.InferOutput<typeof file>> => parseJson(file, text);

export const questionSetFile = ({ terms }: About): Written<Label> => ({
  mediaType: 'application/json; charset=utf-8',
  extension: 'question-set.json',
  head: `${JSON.stringify({ glosa: 'question-set', version: 1, set: setOfTerms(terms) }).slice(0, -1)},"labels":[\n`,
  row: (label, isFirst) => `${isFirst ? '' : ',\n'}${JSON.stringify(label)}`,
  tail: '\n]}\n',
});
