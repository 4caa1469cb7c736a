import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { PanelContext } from '../../../components/panel/panel-context.ts';
import { PanelView } from '../../../components/panel/panel-view.tsx';
import { createPanel, type PanelNeeds } from '../../../components/panel/store.ts';
import type { Language } from '../../../components/parts/language.ts';
import type { Caller, OwnCalls } from '../../../lib/messages.ts';
import { firstKeyMap } from '../../../lib/view/key-map.ts';
import type { Overview } from '../../../lib/view/overview.ts';
import type { PassagesHere } from '../../../lib/view/passages.ts';
import { byName, click, draw, settle } from './drawing.tsx';
import { read } from './example-samples.ts';
import { english } from './words.ts';

interface Given {
  grant?: boolean;
  calls?: object;
  /** Matches of element campaigns on the page in front. */
  found?: Record<string, number>;
  /** What is marked on the page in front, as its overlay tells. */
  passages?: readonly PassagesHere[];
  language?: Language;
  /** What a wallet of the browser does. */
  signByWallet?: PanelNeeds['signByWallet'];
}

const never = () => new Promise<never>(() => {});

/** The whole panel on an overview that does not change, with a log of what it asks of the background. */
export async function open(
  first: Overview,
  {
    grant = true,
    calls = {},
    found = {},
    passages = [],
    language = english,
    signByWallet = never,
  }: Given = {},
) {
  const log: [string, unknown][] = [];
  const answers: { [name: string]: (argument: never) => unknown } = {
    overview: () => first,
    keyMap: () => firstKeyMap,
    guide: () => read,
    ...calls,
  };
  const call = (async (name: string, argument: never) => {
    log.push([name, argument]);
    return answers[name]?.(argument);
  }) as Caller<OwnCalls>;
  const requestToJoin = vi.fn(async () => grant);
  const notifications = { request: vi.fn(async () => grant), end: vi.fn(async () => true) };
  const download = vi.fn();
  const showPassage = vi.fn();
  const panel = createPanel({
    call,
    page: async () => ({ location: 'https://news.example/a' }),
    found: async () => found,
    passages: async () => passages,
    showPassage,
    requestToJoin,
    isAddress: (typed) => !typed.endsWith('BAD'),
    activeMs: () => 0,
    download,
    openConsole: () => {},
    requestToSend: async () => true,
    requestSite: async () => true,
    notifications,
    signByWallet,
    readFile: (file) => file.text(),
  });
  await panel.refresh();
  const root = await draw(
    <PanelContext.Provider value={panel}>
      <PanelView />
    </PanelContext.Provider>,
    { language },
  );
  const go = (name: string) => click(byName(root, '[role=tab]', name));
  const called = (name: string) => log.filter(([made]) => made === name).map(([, argument]) => argument);
  return {
    root,
    panel,
    requestToJoin,
    notifications,
    download,
    showPassage,
    go,
    called,
  };
}

export const type = (input: HTMLInputElement | HTMLTextAreaElement, text: string) =>
  act(() => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
export const submit = (form: Element) =>
  settle(() => void form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
