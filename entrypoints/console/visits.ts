import { countOnPage, pickOnPage } from '../../lib/visiting/pick.ts';
import { requestSite, requestSites, visit } from '../../lib/visiting/reach.ts';
import { showTask } from '../../lib/visiting/show-task.ts';
import { sendFromWallet } from '../../lib/visiting/wallets.ts';

/** What the console asks the browser and does in web pages. */
export const visits = {
  pick: pickOnPage,
  count: countOnPage,
  requestSite,
  requestSites,
  visit,
  sendFromWallet,
  showTask,
};
