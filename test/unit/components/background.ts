import type { Caller, Draft, PageCalls } from '../../../lib/messages.ts';
import type { Body } from '../../../lib/protocol/question/body.ts';
import { firstKeyMap, type KeyMap } from '../../../lib/view/key-map.ts';
import type { Guide, OwnLabelView } from '../../../lib/view/offer.ts';
import { settle } from './drawing.tsx';

interface Save {
  draft: Draft;
  answer(own: OwnLabelView): Promise<void>;
  fail(error: unknown): Promise<void>;
}

const noGuide: Guide = { instructions: '', examples: [], questions: [] };

/** The other side of the calls: a save waits until the test answers it. */
export function background() {
  const saves: Save[] = [];
  const undone: string[] = [];
  const will = { takeBack: true, last: null as Body | null, keyMap: firstKeyMap as KeyMap, guide: noGuide };
  const asked: unknown[] = [];
  const calls = {
    save: (draft: Draft) =>
      new Promise<OwnLabelView>((resolve, reject) => {
        saves.push({
          draft,
          answer: (own) => settle(() => resolve(own)),
          fail: (error) => settle(() => reject(error)),
        });
      }),
    undo: async ({ id }: { id: string }) => {
      undone.push(id);
      return will.takeBack;
    },
    offersHere: async () => ({ page: [], element: [] }),
    elementsHere: async () => [],
    guide: async (of: unknown) => {
      asked.push(of);
      return will.guide;
    },
    keepDraft: async (draft: unknown) => void asked.push(draft),
    loadScript: async () => {},
    keyMap: async () => will.keyMap,
    lastAnswer: async (of: unknown) => {
      asked.push(of);
      return will.last;
    },
  };
  const call = ((name: keyof PageCalls, argument: never) => calls[name](argument)) as Caller<PageCalls>;
  return { call, saves, undone, asked, will };
}
