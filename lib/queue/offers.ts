import type { Token } from '../protocol/api/relay.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { taskId } from '../protocol/signed/ids.ts';
import { selectionTargetOf } from '../protocol/target/places.ts';
import { pageTargetOf } from '../protocol/target/target.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { CampaignRecord, LabelRecord, RelayRecord } from '../storage/records.ts';
import type { Money } from '../view/money.ts';
import type { Offer, OwnLabelView } from '../view/offer.ts';
import { isClosed, isOffered, isOpen, isShown, type Match } from './matches.ts';

/** What a relay says of tokens, which holds for its own campaigns alone: another relay's word for the same address may be a lie. */
export type TokensOf = (relay: string | null) => readonly Token[];

export function tokensBy(relays: readonly RelayRecord[]): TokensOf {
  const tokens = new Map(relays.map(({ url, info }) => [url, info.tokens]));
  return (relay) => tokens.get(relay ?? '') ?? [];
}

/** What views of a campaign are made with. */
export interface Seeing {
  /** Milliseconds since 1970. */
  now: number;
  tokensOf: TokensOf;
  /** The account's own label of a task. */
  ownOf(task: Hex): Promise<LabelRecord | undefined>;
  /** The account that takes part, where it is known. */
  accountOf(campaign: CampaignRecord): Promise<Hex | undefined>;
}

const targetOf = { page: pageTargetOf, selection: selectionTargetOf };

/**
 * One label of a whole page, about it or about passages in it: while it takes a label or has the account's own.
 * Undefined where the campaign does not ask about this unit.
 */
export const pageOffer =
  (unit: keyof typeof targetOf) =>
  async (
    { campaign, address }: Match,
    { now, tokensOf, ownOf, accountOf }: Seeing,
  ): Promise<Offer | undefined> => {
    const { terms, termsHash, lottery } = campaign;
    if (terms.targets.unit !== unit) return undefined;
    const target = targetOf[unit](address);
    const task = taskId(campaign.campaign, target);
    const own = await ownOf(task);
    if (own === undefined && (!isOpen(terms, now) || isClosed(campaign, task) || isShown(campaign, target)))
      return undefined;
    const isForAll = isOffered(lottery?.share, undefined, task);
    if (own === undefined && !isForAll && !isOffered(lottery?.share, await accountOf(campaign), task))
      return undefined;
    return {
      campaign: campaign.campaign,
      termsHash,
      title: terms.title,
      questions: terms.questions,
      ...worded(terms),
      target: own?.label.target ?? target,
      price: priceOf(campaign, tokensOf),
      own: own === undefined ? null : ownView(own),
    };
  };

/** In which language it is, and whether there is more to be read. */
export const worded = ({
  language,
  instructions,
  examples,
}: Terms): Pick<Offer, 'language' | 'isGuided'> => ({
  language,
  ...(instructions.trim() === '' && examples === undefined ? {} : { isGuided: true }),
});

export const priceOf = ({ relay, terms }: CampaignRecord, tokensOf: TokensOf): Money | null =>
  relay === null ? null : moneyOf(terms.price, terms.token, tokensOf(relay));

export const ownView = ({ id, label, state, undoUntil }: LabelRecord): OwnLabelView => ({
  id,
  body: label.body,
  state,
  undoUntil: state === 'queued' ? undoUntil : 0,
});

/** A token that the relay does not list is shown by its address, in smallest units: a name could lie. */
export function moneyOf(units: string, token: Hex, tokens: readonly Token[]): Money {
  const known = tokens.find(({ address }) => address === token);
  return { units, token, symbol: known?.symbol ?? token, decimals: known?.decimals ?? 0 };
}
