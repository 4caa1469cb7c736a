import type { Guide } from '../../lib/view/offer.ts';
import { Examples } from '../question/examples.tsx';
import { Instructions } from './instructions.tsx';

/** What is to be read before answering. */
export const GuideView = ({ guide: { instructions, examples, questions } }: { guide: Guide }) => (
  <div class="guide-read">
    <Instructions text={instructions} />
    <Examples examples={examples} questions={questions} />
  </div>
);
