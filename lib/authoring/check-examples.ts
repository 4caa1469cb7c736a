import { isOfCampaign } from '../protocol/signed/of-campaign.ts';
import { askedSecret } from '../protocol/terms/asked-secret.ts';
import { areDifferent, type Example, mostExampleText, mostNote, tasksOf } from '../protocol/terms/example.ts';
import { fitsQuestions } from '../protocol/terms/fits.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import { inLines, textFault } from './check-text.ts';
import type { Fault, FaultCode } from './fault.ts';
import type { PlanForm } from './form.ts';

type Asked = Pick<Terms, 'questions' | 'targets' | 'universe' | 'keepParameters'>;

/** Whether a label is one of what is asked now. */
export const fitsPlan = (asked: Asked, label: Pick<Example, 'target' | 'body'>): boolean =>
  isOfCampaign(asked, label.target) && fitsQuestions(asked, label);

/** As they stand in terms. */
export const examplesOf = ({ exampleLabels }: PlanForm): Example[] =>
  exampleLabels.map((one) => ({ ...one, note: inLines(one.note).trim() }));

/** What is wrong with a note, whatever is asked. @param number of its example, from 1 */
function noteFaults({ shows, note }: Example, number: number): Fault[] {
  const field = 'exampleLabels';
  if (shows === 'bad' && note === '') return [{ field, code: 'example-unsaid', detail: String(number) }];
  const asked = askedSecret({ title: note, instructions: '', questions: [] });
  const secret = asked === undefined ? [] : [{ field, code: 'asks-secret', detail: asked } as const];
  return [...textFault(field, note, mostNote, 0), ...secret];
}

/**
 * Why examples can not be shown with what is asked now: the question may be another since they were labeled.
 * @param isAsked whether nothing is wrong with the question and the pages themselves, by which examples are judged
 */
export function checkExamples(form: PlanForm, asked: Asked, isAsked: boolean): Fault[] {
  const examples = examplesOf(form);
  const fault = (code: FaultCode, detail = ''): Fault => ({ field: 'exampleLabels', code, detail });
  const faults = examples.flatMap((one, at) => noteFaults(one, at + 1));
  if (!isAsked) return faults;
  const unfit = examples.flatMap((one, at) => (fitsPlan(asked, one) ? [] : [String(at + 1)]));
  if (unfit.length > 0) faults.push(fault('example-unfit', unfit.join(', ')));
  if (!areDifferent(examples)) faults.push(fault('example-twice'));
  if (JSON.stringify(examples).length > mostExampleText) faults.push(fault('examples-long'));
  if (isAllShown(asked, examples)) faults.push(fault('examples-all'));
  return faults;
}

/** Of a list something has to be left to be labeled. */
const isAllShown = ({ universe, targets }: Asked, examples: readonly Example[]): boolean =>
  universe.kind === 'list' && targets.unit !== 'element' && tasksOf(examples) >= universe.addresses.length;
