import * as v from 'valibot';
import type { Bidi } from './bidi.ts';

/** From now on every prompt of an extension for sites or data is answered with yes, unseen. The click is still needed. */
export async function allowPrompts(bidi: Bidi): Promise<void> {
  await bidi.inWindow(
    "() => Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', false)",
  );
}

/**
 * Ends the extension's event page as Firefox does when it is idle, whatever it is doing.
 * @returns false when it was not running
 */
export async function killEventPage(bidi: Bidi, extensionId: string): Promise<boolean> {
  const killed = await bidi.inWindow(
    `async (id) => {
      const { extension } = WebExtensionPolicy.getByID(id);
      if (extension.backgroundState !== 'running') return false;
      await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
      return extension.backgroundState === 'stopped';
    }`,
    extensionId,
  );
  return v.parse(v.boolean(), killed);
}

/**
 * Waits for Firefox's own prompt for sites and data, reads it and answers it.
 * @returns what it says
 */
export async function answerPrompt(bidi: Bidi, yes: boolean): Promise<string> {
  const said = await bidi.inWindow(
    `async (yes) => {
      const { panel } = PopupNotifications;
      for (let times = 200; panel.state !== 'open' && times > 0; times -= 1)
        await new Promise((resolve) => setTimeout(resolve, 50));
      const prompt = panel.firstElementChild;
      if (prompt === null) throw new Error('No prompt came');
      const said = prompt.textContent;
      // Firefox takes no answer so soon that a person could not have read the question.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      (yes ? prompt.button : prompt.secondaryButton).click();
      return said;
    }`,
    yes,
  );
  return v.parse(v.string(), said);
}

/**
 * Has something in the tab in front pressed as a screen reader does it: by role and name in the accessibility tree, with no
 * pointer and no key. Firefox begins to tell that tree with this.
 */
export async function pressByReader(bidi: Bidi, wanted: { role: string; name: string }): Promise<void> {
  await bidi.inWindow(
    `async ({ role, name }) => {
      // Let go of, it ends with the next collection of garbage, and the tree of a page that is open does not come back.
      window.reader ??= Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
      const service = window.reader;
      const find = (one) => {
        if (one.name === name && service.getStringRole(one.role) === role) return one;
        for (let child = one.firstChild; child; child = child.nextSibling) {
          const found = find(child);
          if (found) return found;
        }
      };
      for (let times = 300; times > 0; times -= 1) {
        const tab = service.getAccessibleFor(gBrowser.selectedBrowser);
        const found = tab && find(tab);
        if (found) return found.doAction(0);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('Nothing of that name came');
    }`,
    wanted,
  );
}

/**
 * Clicks the extension's button in the menu of extensions, over the tab in front, and waits for the side bar.
 * @returns the address that the side bar shows
 */
export async function openSideBar(bidi: Bidi, extensionId: string): Promise<string> {
  const shown = await bidi.inWindow(
    `async (id) => {
      const until = async (read) => {
        for (let times = 100; times > 0; times -= 1) {
          const value = read();
          if (value) return value;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error('The side bar did not open');
      };
      if (!SidebarController.isOpen) {
        gUnifiedExtensions.togglePanel();
        const item = \`.unified-extensions-item[extension-id="\${id}"] .unified-extensions-item-action-button, [data-extensionid="\${id}"] .unified-extensions-item-action-button\`;
        (await until(() => document.querySelector(item))).click();
      }
      await until(() => SidebarController.isOpen);
      const inside = () => SidebarController.browser.contentDocument?.getElementById('webext-panels-browser');
      return until(() => {
        const address = inside()?.currentURI?.spec;
        return address?.startsWith('moz-extension:') ? address : undefined;
      });
    }`,
    extensionId,
  );
  return v.parse(v.string(), shown);
}
