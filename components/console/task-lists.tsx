import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { ListedTask, TaskListsView } from '../../lib/view/tasks.ts';
import { formatDuration } from '../parts/duration.ts';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState } from './console-context.ts';

/** The tasks that are worth a look, each with a way to its page, where all its labels are then. */
export function TaskLists({ campaign, lists }: { campaign: Hex; lists: TaskListsView }) {
  const { t, locale } = useLanguage();
  const { showTask } = useConsole();
  const act = useConsoleState().acts.showTask;
  const { slowest, contested } = lists;
  if (slowest.length === 0) return null;
  const share = (ppm: number) => new Intl.NumberFormat(locale, { style: 'percent' }).format(ppm / 1_000_000);
  const open = (task: ListedTask) => void showTask(campaign, task);
  return (
    <>
      <p class="faded">{t('tasks_says')}</p>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
      <Tasks
        title={t('tasks_slowest')}
        figure={t('tasks_time')}
        rows={slowest.map((task) => [task, t('tasks_up_to', formatDuration(task.medianMs, locale))])}
        onOpen={open}
      />
      <Tasks
        title={t('tasks_contested')}
        figure={t('tasks_apart')}
        rows={contested.map((task) => [task, share(task.apart)])}
        onOpen={open}
      />
    </>
  );
}

interface TasksProps {
  title: string;
  /** What the tasks are ranked by. */
  figure: string;
  rows: readonly (readonly [ListedTask, figure: string])[];
  onOpen(task: ListedTask): void;
}

function Tasks({ title, figure, rows, onOpen }: TasksProps) {
  const { t, locale } = useLanguage();
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  return (
    <table class="answers tasks">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('tasks_task')}</th>
          <th scope="col">{figure}</th>
          <th scope="col">{t('answers_labels')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([task, value]) => (
          <tr key={task.task}>
            <th scope="row">
              <button type="button" class="quiet" onClick={() => onOpen(task)}>
                {task.quote !== null && <q dir="auto">{task.quote}</q>}
                <span dir="ltr">{task.address.replace(/^https?:\/\//, '')}</span>
              </button>
            </th>
            <td>{value}</td>
            <td>
              {number(task.labels)}
              {!task.settled && <span class="faded"> {t('tasks_open')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
      {rows.length === 0 && (
        <tfoot>
          <tr>
            <td colSpan={3} class="faded">
              {t('tasks_agree')}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
