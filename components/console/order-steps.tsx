import type { OrderView } from '../../lib/view/console.ts';
import { ActButton } from '../parts/act-button.tsx';
import { failureText } from '../parts/failure.ts';
import { Hash } from '../parts/hash.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState } from './console-context.ts';
import { stageNames, stageSentences, stages } from './stages.ts';

/** From allowance to listing, as it stands; and when it does not go on, why, and what to do. */
export function OrderSteps({ order }: { order: OrderView }) {
  const { t } = useLanguage();
  const { advance, takeBack } = useConsole();
  const { acts } = useConsoleState();
  const { stage, unfinished, problem, txHash, campaign } = order;
  const at = stages.indexOf(stage);
  return (
    <section aria-label={t('order_steps')}>
      <ol class="stages">
        {stages.map((name, index) => (
          <li
            key={name}
            class={index < at || stage === 'listed' ? 'done' : ''}
            aria-current={index === at ? 'step' : undefined}
          >
            {t(stageNames[name])}
          </li>
        ))}
      </ol>
      <p role="status">
        {t(stageSentences[stage])} {stage === 'listed' && unfinished && t('order_adding')}{' '}
        {txHash !== null && <Hash of={txHash} />}
      </p>
      {problem !== null && (
        <div class="notice warn" role="alert">
          <p>{failureText(t, problem)}</p>
          {problem.detail !== null && <p class="detail">{problem.detail}</p>}
        </div>
      )}
      {unfinished && (
        <div class="tools">
          <ActButton
            busy={acts.advance?.state === 'busy' || acts.fund?.state === 'busy'}
            onClick={() => void advance(campaign)}
          >
            {t('order_go_on')}
          </ActButton>
          {order.canTakeBack && (
            <button type="button" onClick={() => void takeBack(campaign)}>
              {t('order_take_back')}
            </button>
          )}
        </div>
      )}
      <FailureNotice failure={acts.takeBack?.state === 'failed' ? acts.takeBack.failure : null} />
    </section>
  );
}
