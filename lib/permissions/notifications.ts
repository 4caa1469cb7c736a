import { browser } from '../browser.ts';

const wanted = { permissions: ['notifications' as const] };

/** Whether notifications may be shown. Nothing else is kept that could say otherwise: the person is told as long as this is granted. */
export const mayNotify = (): Promise<boolean> => browser.permissions.contains(wanted);

export const notifications = {
  /** Asks for them, in the click's own turn. */
  request: (): Promise<boolean> => browser.permissions.request(wanted),
  end: (): Promise<boolean> => browser.permissions.remove(wanted),
};
