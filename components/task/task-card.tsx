import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Question } from '../../lib/protocol/question/question.ts';
import type { LabeledTask } from '../../lib/view/tasks.ts';
import { formatDuration } from '../parts/duration.ts';
import { plural, useLanguage } from '../parts/language.ts';
import type { Standing } from '../question/passages.ts';
import { answersTo, mostPassages, type Passage, passagesOf } from './said.ts';
import { Who } from './who.tsx';

/** What the page has of the task. */
export interface Here {
  /** How passages stand, by their keys. */
  standings: ReadonlyMap<string, Standing>;
  /** The labeled element is not there. */
  elementGone: boolean;
  /** The page is at another address than the labeled one. */
  elsewhere: boolean;
}

interface TaskCardProps {
  task: LabeledTask;
  here: Here;
  onShow(passage: Passage): void;
  onClose(): void;
}

/** The card in the page: what was said of the task, by whom, how far that is apart, and what it was settled as. */
export function TaskCard({ task, here, onShow, onClose }: TaskCardProps) {
  const language = useLanguage();
  const { t } = language;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { title, labels, received, truth, questions } = task;
  const quote = labels[0]?.target.unit === 'element' ? labels[0].target.quote : '';
  return (
    <section class="card" aria-labelledby="glosa-task">
      <header>
        <h2 id="glosa-task" ref={heading} tabIndex={-1}>
          {plural(language, received, 'task_labels_one', 'task_labels_many')}
        </h2>
        <button type="button" onClick={onClose}>
          {t('task_close')}
        </button>
      </header>
      <p class="faded">
        <span dir="auto">{title}</span> · {t(truth === null ? 'task_open' : 'task_settled')}
      </p>
      {here.elsewhere && <p class="warn">{t('task_elsewhere', task.address)}</p>}
      {quote !== '' && <q dir="auto">{quote}</q>}
      {here.elementGone && <p class="warn">{t('task_element_gone')}</p>}
      {questions.map(({ question, apart }) => (
        <Asked key={question.id} question={question} apart={apart} task={task} here={here} onShow={onShow} />
      ))}
      <Labelers task={task} />
      <More count={received - labels.length} />
    </section>
  );
}

function More({ count }: { count: number }) {
  const { t, locale } = useLanguage();
  if (count <= 0) return null;
  return <p class="faded">{t('task_more', new Intl.NumberFormat(locale).format(count))}</p>;
}

const percent = (ppm: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent' }).format(ppm / 1_000_000);

interface AskedProps extends Pick<TaskCardProps, 'task' | 'here' | 'onShow'> {
  question: Question;
  apart: number | null;
}

function Asked({ question, apart, task, here, onShow }: AskedProps) {
  const { t, locale } = useLanguage();
  const answers = answersTo(question, task, t);
  const passages = useMemo(
    () => (question.kind === 'span' ? passagesOf(question, task) : []),
    [question, task],
  );
  const sure = task.truth?.posterior[question.id];
  return (
    <div class="asked">
      <h3 dir="auto">{question.ask}</h3>
      {answers.length > 0 && (
        <ul>
          {answers.map(({ words, who, isTruth }) => (
            <li key={words} class="said">
              <span class={isTruth ? 'words truth' : 'words'} dir="auto">
                {words}
              </span>
              <Who who={who} />
              {isTruth && <Truth />}
            </li>
          ))}
        </ul>
      )}
      {question.kind === 'span' && passages.length > 0 && (
        <ol>
          {passages.slice(0, mostPassages).map((passage) => (
            <Marked
              key={passage.key}
              passage={passage}
              name={question.classes.find(({ id }) => id === passage.span.class)?.label ?? passage.span.class}
              standing={here.standings.get(passage.key)}
              onShow={onShow}
            />
          ))}
        </ol>
      )}
      <More count={passages.length - mostPassages} />
      <p class="faded">
        {apart !== null && t('task_apart', percent(apart, locale))}{' '}
        {sure !== undefined && t('task_sure', percent(sure, locale))}
      </p>
    </div>
  );
}

function Truth() {
  const { t } = useLanguage();
  return <span class="good">{t('task_truth')}</span>;
}

const standingSays = { sought: 'span_sought', unsure: 'span_unsure', gone: 'span_gone' } as const;

interface MarkedProps {
  passage: Passage;
  /** Of its class. */
  name: string;
  standing: Standing | undefined;
  onShow(passage: Passage): void;
}

function Marked({ passage, name, standing, onShow }: MarkedProps) {
  const { t } = useLanguage();
  const { quote, span, who, isTruth } = passage;
  const isThere = standing === 'placed' || standing === 'unsure';
  return (
    <li class="said">
      <span class={isTruth ? 'words truth' : 'words'}>
        <b dir="auto">{name}</b>{' '}
        {isThere ? (
          <button type="button" class="quiet" title={t('span_show', quote)} onClick={() => onShow(passage)}>
            <q dir="auto">{quote}</q>
          </button>
        ) : quote === '' ? (
          t('task_letters', span.start, span.end)
        ) : (
          <q dir="auto">{quote}</q>
        )}
      </span>
      <Who who={who} />
      {isTruth && <Truth />}
      {standing !== undefined && standing !== 'placed' && (
        <span class={standing === 'gone' ? 'standing bad' : 'standing'}>{t(standingSays[standing])}</span>
      )}
    </li>
  );
}

function Labelers({ task: { labels } }: { task: LabeledTask }) {
  const { t, locale } = useLanguage();
  return (
    <ol class="labelers">
      {labels.map(({ activeMs, confidence, rationale }, at) => (
        // They have no other name, and never change their places.
        <li key={at} class="said">
          <span class="words">
            {t('labeler_is', at + 1)}: {t('labeler_took', formatDuration(activeMs, locale))}
            {confidence !== null && `, ${t('labeler_sure', percent(confidence * 10_000, locale))}`}
          </span>
          <Who who={[at]} />
          {rationale !== null && (
            <span class="standing">
              <q dir="auto">{rationale}</q>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
