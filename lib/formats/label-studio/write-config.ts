import type { Question } from '../../protocol/question/question.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { objectName, objects } from './names.ts';
import { isOpenSpan } from './open-span.ts';

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

export type WrittenConfig = { ok: true; text: string } | { ok: false; refused: string[] };

/**
 * The campaign's questions as a Label Studio labeling config. `readConfig` gives the same questions back; where that can not be,
 * it is refused.
 */
export function writeConfig({
  questions,
  targets,
}: {
  questions: readonly Question[];
  targets: Pick<Terms['targets'], 'unit'>;
}): WrittenConfig {
  const refused = questions.flatMap((question) =>
    question.kind === 'span' && !isOpenSpan(question)
      ? [`${question.id}: a config can not say how many spans there are, or that they must not overlap`]
      : [],
  );
  if (refused.length > 0) return { ok: false, refused };
  const { tag, field, more } = objects[targets.unit];
  const object = `  <${tag} name="${objectName}" value="$${field}"${more}/>\n`;
  return { ok: true, text: `<View>\n${object}${questions.map(control).join('')}</View>\n` };
}

/** What is asked stands before the control that answers it, as Label Studio shows it. */
function control(question: Question): string {
  const header = `  <Header value="${attribute(question.ask)}"/>\n`;
  const named = `name="${question.id}" toName="${objectName}"`;
  switch (question.kind) {
    case 'choice': {
      const options = question.options.map((option) => `    <Choice ${entry(option)}/>\n`);
      const many = question.multiple ? 'multiple' : 'single';
      return `${header}  <Choices ${named} choice="${many}" required="true">\n${options.join('')}  </Choices>\n`;
    }
    case 'span': {
      const classes = question.classes.map((one) => {
        const key = one.key === undefined ? '' : ` hotkey="${one.key}"`;
        return `    <Label ${entry(one)}${key}/>\n`;
      });
      const required = question.spans.min === 1 ? ' required="true"' : '';
      return `${header}  <Labels ${named}${required}>\n${classes.join('')}  </Labels>\n`;
    }
  }
}

function entry({ id, label, hint }: { id: string; label: string; hint?: string | undefined }): string {
  const hinted = hint === undefined ? '' : ` hint="${attribute(hint)}"`;
  return `value="${attribute(label)}" alias="${id}"${hinted}`;
}
