import { useState } from 'preact/hooks';
import type { PrivateFormat } from '../../lib/formats/private.ts';
import type { SetView } from '../../lib/view/question-set.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useFocusOnChange } from '../parts/focus-on-change.ts';
import { Instructions } from '../parts/instructions.tsx';
import { type Key, plural, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { Examples } from '../question/examples.tsx';
import { ConfigOut } from './config-out.tsx';
import { useConsole, useConsoleState } from './console-context.ts';
import { ExportForm } from './export-form.tsx';

const formats: { readonly [Format in PrivateFormat]: Key } = {
  'question-set': 'format_question_set',
  jsonl: 'format_jsonl',
  csv: 'format_csv',
  'label-studio': 'format_label_studio',
  'web-annotation': 'format_web_annotation',
};

/** One private question set: where it stands, how it is taken home, and how it goes. */
export function SetPage({ set }: { set: SetView }) {
  const { t, locale } = useLanguage();
  const { go, grant, saveSet, saveLosses, writeFrom } = useConsole();
  const { lost, view, acts } = useConsoleState();
  const { campaign, title, instructions, examples, questions, unit, origins, granted, labels } = set;
  return (
    <article>
      <button type="button" class="quiet" onClick={() => void go({ at: 'list' })}>
        {t('back')}
      </button>
      <h1 class="big" dir="auto">
        {title}
      </h1>
      <Instructions text={instructions} />
      <ul class="asks">
        {questions.map(({ id, ask }) => (
          <li key={id} dir="auto">
            {ask}
          </li>
        ))}
      </ul>
      <Examples examples={examples} questions={questions} />
      <div role="status">
        {granted ? (
          <p class="notice good">{t('set_ready')}</p>
        ) : (
          <div class="notice warn">
            <p>{t('set_not_granted')}</p>
            <button type="button" class="primary" onClick={() => void grant(origins)}>
              {t('set_grant')}
            </button>
          </div>
        )}
      </div>
      <dl class="facts">
        <dt>{t('set_labels')}</dt>
        <dd>{new Intl.NumberFormat(locale).format(labels)}</dd>
        <dt>{t('fact_sites')}</dt>
        <dd>
          <ul class="sites" dir="ltr">
            {origins.map((origin) => (
              <li key={origin}>{origin.replace(/\/\*$/, '')}</li>
            ))}
          </ul>
        </dd>
      </dl>
      <div class="tools">
        <button type="button" onClick={() => void writeFrom(campaign, true)}>
          {t('set_edit')}
        </button>
        {view?.relay && (
          <button type="button" onClick={() => void writeFrom(campaign, false)}>
            {t('set_campaign')}
          </button>
        )}
      </div>
      <FailureNotice failure={acts.new?.state === 'failed' ? acts.new.failure : null} />
      <ExportForm
        formats={formats}
        first="question-set"
        says={t('set_export_says')}
        onSave={(format) => void saveSet(campaign, format)}
      />
      {lost !== null && (
        <p role="status">
          {t('set_lost')}{' '}
          <button type="button" onClick={() => saveLosses(campaign)}>
            {t('set_lost_save')}
          </button>
        </p>
      )}
      <ConfigOut questions={questions} unit={unit} />
      <Drop set={set} />
    </article>
  );
}

/** What can not be brought back is asked about twice. */
function Drop({ set: { campaign, labels } }: { set: SetView }) {
  const language = useLanguage();
  const { t } = language;
  const { dropSet } = useConsole();
  const { dropSet: act } = useConsoleState().acts;
  const [sure, setSure] = useState(false);
  const said = useFocusOnChange<HTMLDivElement>(sure);
  if (!sure)
    return (
      <div ref={said} tabIndex={-1}>
        <button type="button" onClick={() => setSure(true)}>
          {t('set_drop')}
        </button>
      </div>
    );
  return (
    <div class="notice warn" ref={said} tabIndex={-1}>
      <p>{plural(language, labels, 'set_drop_sure_one', 'set_drop_sure_many')}</p>
      <div class="tools">
        <ActButton busy={act?.state === 'busy'} onClick={() => void dropSet(campaign)}>
          {t('set_drop_yes')}
        </ActButton>
        <button type="button" onClick={() => setSure(false)}>
          {t('set_drop_no')}
        </button>
      </div>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </div>
  );
}
