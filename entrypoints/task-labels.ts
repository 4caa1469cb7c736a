import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { styleOf } from '../components/overlay/surface.ts';
import { languageOf } from '../components/parts/language.ts';
import { showTask } from '../components/task/show-task.tsx';
import css from '../components/task/task.css?inline';
import { type ShowLabels, taskSlot } from '../lib/view/tasks.ts';

/** Run in a page by the console, after the click that asked for its site: what shows a task's labels there. One task at a time. */
export default defineUnlistedScript(() => {
  const world: { [slot: symbol]: ShowLabels | undefined } = globalThis as never;
  let close = () => {};
  world[Symbol.for(taskSlot)] ??= (task) => {
    const language = languageOf((name, substitutions) => chrome.i18n.getMessage(name, substitutions));
    const style = styleOf(css, crypto.getRandomValues(new Uint32Array(2)).join(''));
    close();
    close = showTask(document, style, language, task);
  };
});
