import type { Question } from '../../protocol/question/question.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { objectName, objects } from './names.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader turns these into spaces in an attribute (XML 1.0, section 3.3.3).
  '\t': '&#9;',
  '\n': '&#10;',
};
const attribute = (text: string) => text.replace(/[&<>"\t\n]/g, (char) => entities[char] ?? char);

/** The campaign's questions as a Label Studio labeling config. `readConfig` gives the same questions back. */
export function writeConfig({ questions, targets }: Pick<Terms, 'questions' | 'targets'>): string {
  const { tag, field, more } = objects[targets.unit];
  const object = `  <${tag} name="${objectName}" value="$${field}"${more}/>\n`;
  return `<View>\n${object}${questions.map(control).join('')}</View>\n`;
}

/** What is asked stands before the control that answers it, as Label Studio shows it. */
function control(question: Question): string {
  const header = `  <Header value="${attribute(question.ask)}"/>\n`;
  switch (question.kind) {
    case 'choice': {
      const options = question.options.map(({ id, label, hint }) => {
        const hinted = hint === undefined ? '' : ` hint="${attribute(hint)}"`;
        return `    <Choice value="${attribute(label)}" alias="${id}"${hinted}/>\n`;
      });
      const many = question.multiple ? 'multiple' : 'single';
      return `${header}  <Choices name="${question.id}" toName="${objectName}" choice="${many}" required="true">\n${options.join('')}  </Choices>\n`;
    }
  }
}
