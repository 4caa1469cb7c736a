import type { Body } from '../protocol/question/body.ts';
import { isAbstention } from './answer-class.ts';

/** Whether a label is used in the dataset: it answers something. A label of abstentions only is paid, not counted. */
export const isCounted = (body: Body): boolean => Object.values(body).some((answer) => !isAbstention(answer));
