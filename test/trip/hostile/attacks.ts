import type { BrowserName } from '../../stand/labeler-browser.ts';

/** What a page does so that a person sees something else than the card, and clicks or types into it. */
export type Attack = {
  name: string;
  /** Runs in the page while the card is there. It closes over nothing. */
  run: () => void | Promise<void>;
  /** The card is elsewhere then: that is where a person is made to click. */
  moves?: true;
  /** Where it is none: nothing is done to the card by it, or (the threat model says so) nothing can be done against it yet. */
  except?: BrowserName;
};

/** Each finds the card's host as any page can: the last child of the root. */
export const attacks: readonly Attack[] = [
  {
    name: 'covered, and clicks go through the cover',
    run: () => {
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText =
        'position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:white;pointer-events:none';
      document.body.append(cover);
      cover.showPopover();
    },
  },
  {
    except: 'firefox',
    name: 'covered from inside a closed shadow root, and clicks go through',
    run: () => {
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText =
        'position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:white;pointer-events:none';
      const host = document.createElement('div');
      document.body.append(host);
      host.attachShadow({ mode: 'closed' }).append(cover);
      cover.showPopover();
    },
  },
  {
    name: 'covered, after the names of the document were taken',
    run: () => {
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText =
        'position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:white;pointer-events:none';
      document.body.append(cover);
      const names = ['querySelectorAll', 'elementFromPoint', 'visibilityState', 'hasFocus'];
      for (const name of names) document.body.append(Object.assign(document.createElement('img'), { name }));
      cover.showPopover();
    },
  },
  {
    name: 'covered by a frame',
    run: () => {
      const cover = document.createElement('iframe');
      cover.popover = 'manual';
      cover.srcdoc = '<button style="width:100vw;height:100vh">Play</button>';
      cover.style.cssText = 'position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0';
      document.body.append(cover);
      cover.showPopover();
    },
  },
  {
    name: 'covered by a modal dialog',
    run: () => {
      const cover = document.createElement('dialog');
      cover.style.cssText =
        'position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;pointer-events:none';
      document.body.append(cover);
      cover.showModal();
    },
  },
  {
    name: 'taken out of the top layer and covered',
    run: () => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      host.hidePopover();
      const cover = document.createElement('div');
      cover.style.cssText = 'position:fixed;inset:0;background:white;pointer-events:none;z-index:2147483647';
      document.documentElement.append(cover);
    },
  },
  {
    name: 'taken out of the top layer under a root that can not be seen',
    run: () => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      host.hidePopover();
      document.documentElement.style.opacity = '0.01';
    },
  },
  {
    name: 'taken out of the top layer and filtered',
    run: () => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      host.hidePopover();
      document.documentElement.style.filter = 'blur(20px)';
    },
  },
  {
    // Chromium leaves the top layer out of what is done to the root.
    except: 'chromium',
    name: 'blurred, with its root',
    run: () => {
      document.documentElement.style.filter = 'blur(20px)';
    },
  },
  {
    moves: true,
    name: 'carried along in a box that the page moves',
    run: () => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      const box = document.createElement('div');
      box.style.cssText = 'position:fixed;left:0;top:0;width:600px;height:600px;transform:translate(1px)';
      document.body.append(box);
      box.append(host);
    },
  },
  {
    moves: true,
    name: 'moved by a box that only contains',
    run: () => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      const box = document.createElement('div');
      box.style.cssText = 'position:fixed;left:0;top:0;width:600px;height:600px;contain:layout';
      document.body.append(box);
      box.append(host);
    },
  },
  {
    moves: true,
    name: 'made too small to be read',
    run: () => {
      document.documentElement.style.zoom = '0.1';
    },
  },
  {
    name: 'hidden behind a picture of another page (view transition)',
    run: async () => {
      const style = document.createElement('style');
      style.textContent = `@keyframes hold { from, to { opacity: 1 } }
        ::view-transition { pointer-events: none; background: white; animation: hold 600s }
        ::view-transition-image-pair(root) { visibility: hidden }`;
      document.head.append(style);
      await document.startViewTransition(() => {}).ready;
    },
  },
  {
    name: 'replaced by its copy',
    run: () => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      const copy = host.cloneNode(true) as HTMLElement;
      copy.append('Bullish');
      copy.style.cssText = 'position:fixed;inset:auto 12px 12px auto;width:300px;height:300px';
      host.replaceWith(copy);
      new MutationObserver(() => host.remove()).observe(document.documentElement, { childList: true });
    },
  },
  {
    name: 'taken away, whenever it comes back',
    run: () => {
      const host = document.documentElement.lastElementChild;
      host?.remove();
      new MutationObserver(() => host?.remove()).observe(document.documentElement, { childList: true });
    },
  },
  {
    name: 'not drawn, with its root',
    run: () => {
      document.documentElement.style.contentVisibility = 'hidden';
    },
  },
];
