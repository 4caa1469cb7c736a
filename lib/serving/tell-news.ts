import { browser, notify, onNotificationClick } from '../browser.ts';
import type { Looking } from '../overview/overview.ts';
import { moneyOf } from '../queue/offers.ts';
import type { CampaignRecord } from '../storage/records.ts';
import { takeNews } from '../sync/news.ts';
import { formatMoney } from '../view/format-money.ts';

const t = (key: string, ...substitutions: string[]) => browser.i18n.getMessage(key, substitutions);

async function priceOf({ terms, relay }: CampaignRecord, { store }: Pick<Looking, 'store'>): Promise<string> {
  const known = await (await store.open()).get('relays', relay ?? '');
  return formatMoney(moneyOf(terms.price, terms.token, known?.info.tokens ?? []), t('locale'));
}

/** One line, whose direction turns nothing beside it. */
const plain = (title: string) => `\u2068${title.replace(/\s+/gu, ' ')}\u2069`;

/**
 * After a sync: shows what is new, once, to who has asked for it. It was read with the catalogue: no request is made (P1). The id
 * of the notification says what a click opens, also to a worker that is started by it: a campaign, or the list.
 */
export async function tellNews(looking: Looking): Promise<void> {
  try {
    const wants = { isAsked: await looking.tells(), reads: await looking.reads() };
    const news = await takeNews(looking, wants);
    const [first, ...more] = news;
    if (first === undefined) return;
    const isOne = more.length === 0;
    await notify(
      isOne ? first.campaign : 'campaigns',
      isOne ? t('news_one') : t('news_many', String(news.length)),
      t('news_first', plain(first.terms.title), await priceOf(first, looking)),
    );
  } catch (error) {
    console.error(error);
  }
}

/**
 * Opens the panel's page in a tab, at what the notification is of: in Firefox a click on one may not open the panel itself, and
 * there may be no window beside which it could stand.
 */
async function openNews(id: string): Promise<void> {
  void browser.notifications.clear(id);
  const url = browser.runtime.getURL(`/sidepanel.html#${id}`);
  try {
    const { windowId } = await browser.tabs.create({ url });
    if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
  } catch {
    await browser.windows.create({ url });
  }
}

const hear = (id: string) => void openNews(id).catch(console.error);

/** At every start of the background, in its first turn: clicks are heard from then on, or from when notifications are allowed. */
export function hearNews(): void {
  onNotificationClick(hear);
  browser.permissions.onAdded.addListener(() => onNotificationClick(hear));
}
