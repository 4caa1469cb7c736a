import { useState } from 'preact/hooks';
import type { Question } from '../../lib/protocol/question/question.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { useLanguage } from '../parts/language.ts';
import { useConsole } from './console-context.ts';
import { Said } from './said.tsx';

interface ConfigOutProps {
  questions: readonly Question[];
  unit: Terms['targets']['unit'];
}

/** Takes what is asked home as a labeling config of Label Studio. */
export function ConfigOut({ questions, unit }: ConfigOutProps) {
  const { t } = useLanguage();
  const { saveConfig } = useConsole();
  const [refused, setRefused] = useState<readonly string[]>([]);
  return (
    <div class="plan-field">
      <button type="button" onClick={() => void saveConfig(questions, unit).then(setRefused)}>
        {t('config_save')}
      </button>
      <Said bad lead={t('config_not_written')} sentences={refused} />
    </div>
  );
}
