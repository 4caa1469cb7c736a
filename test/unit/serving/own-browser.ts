import { fakeBrowser } from 'wxt/testing/fake-browser';

/** What webextension-polyfill wants to find when it is loaded; to be imported before the door. */
fakeBrowser.runtime.id = 'glosa-itself';
Object.assign(globalThis, { browser: fakeBrowser, chrome: fakeBrowser });

export const ownUrl = fakeBrowser.runtime.getURL('/');
export const ownId = fakeBrowser.runtime.id;
