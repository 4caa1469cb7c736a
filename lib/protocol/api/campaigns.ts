import * as v from 'valibot';
import { amount } from '../scalar/amount.ts';
import { bytes32 } from '../scalar/hex.ts';
import { integer, seconds, uint32 } from '../scalar/integer.ts';
import { gold } from '../signed/gold.ts';
import { everyTask } from '../signed/lottery.ts';
import { mostGiven, terms } from '../terms/terms.ts';
import { taskFilter } from './task-filter.ts';

/** What the relay last read from the chain about a campaign's money. */
export const funding = v.strictObject({
  deposited: amount,
  released: amount,
  /** What new labels can still be paid from: after credits, open labels, receipts and the appeal reserve. */
  free: amount,
  block: v.pipe(v.number(), v.safeInteger()),
});

/** One campaign of the catalogue. `salt` gives its id back: anybody can recompute it from the terms. */
export const listing = v.strictObject({
  campaign: bytes32,
  salt: bytes32,
  termsHash: bytes32,
  terms,
  funding,
  /** Parts per million of labels that are refused, and of those that are not that are settled at 0, by its newest ones. */
  refusalRate: integer(0, 1_000_000),
  /** Basis points of the tasks that each account is offered, and of those of which a label is taken. */
  lottery: v.strictObject({ share: integer(1, everyTask), taken: integer(1, everyTask) }),
  /** Median of the active seconds of its newest received labels; null before there are any. */
  medianSeconds: v.nullable(uint32),
  /** Tasks that take no more labels. */
  closedTasks: taskFilter,
});

/** What a catalogue has at most. */
export const mostListings = 100_000;

/** `GET /v1/campaigns`. Its entity tag, without the quotes, is the cursor of `since`. */
export const catalogue = v.strictObject({
  version: v.literal(1),
  updatedAt: seconds,
  campaigns: v.pipe(v.array(listing), v.maxLength(mostListings)),
});

const cursor = v.pipe(v.string(), v.maxLength(100));
export const campaignsQuery = v.object({ since: v.exactOptional(cursor) });

/** A listing without its terms: they are as they were. */
export const news = v.strictObject({ ...listing.entries, terms: v.exactOptional(terms) });

/** What makes the catalogue of the tag `since` that of this answer's tag. */
export const catalogueChanges = v.strictObject({
  version: v.literal(1),
  updatedAt: seconds,
  since: cursor,
  campaigns: v.pipe(v.array(news), v.maxLength(mostListings)),
  gone: v.pipe(v.array(bytes32), v.maxLength(mostListings)),
});

/** Asked with `since`, a relay that does not know the cursor any more answers with the whole. */
export const catalogueAnswer = v.union([catalogue, catalogueChanges]);

/** What every version reads of a listing, whatever else it says: of which campaign it is. */
const anyListings = v.pipe(v.array(v.looseObject({ campaign: bytes32 })), v.maxLength(mostListings));

/**
 * A catalogue's envelope. Its listings are read one by one, as `listing` or `news`: what this version does not understand in one
 * takes no other with it.
 */
export const catalogueEnvelope = v.union([
  v.strictObject({ ...catalogue.entries, campaigns: anyListings }),
  v.strictObject({ ...catalogueChanges.entries, campaigns: anyListings }),
]);

/** `POST /v1/campaigns`: the deposit on chain is the proof; anybody may send it. */
export const openCampaign = v.strictObject({
  salt: bytes32,
  terms,
  /**
   * Golds to which the terms are bound, told once: the campaign's secret, chosen by the requester since each gold's ref comes
   * of it, and the golds.
   */
  golds: v.exactOptional(
    v.strictObject({ secret: bytes32, known: v.pipe(v.array(gold), v.minLength(1), v.maxLength(mostGiven)) }),
  ),
});
export type GivenGolds = NonNullable<v.InferOutput<typeof openCampaign>['golds']>;
export const opened = v.strictObject({ campaign: bytes32, termsHash: bytes32 });

export type Funding = v.InferOutput<typeof funding>;
export type Listing = v.InferOutput<typeof listing>;
export type News = v.InferOutput<typeof news>;
export type AnyListing = v.InferOutput<typeof anyListings>[number];
export type CatalogueEnvelope = v.InferOutput<typeof catalogueEnvelope>;
