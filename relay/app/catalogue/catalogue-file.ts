import type { Listing } from '../../../lib/protocol/api/campaigns.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import type { Context } from '../../context.ts';
import { lockCatalogue } from '../../db/locks.ts';
import { figuresReader } from './figures.ts';
import { listings } from './listings.ts';
import { sinceText, wholeText } from './texts.ts';
import { catchUp, changes, type Known, note, nothingKnown, write } from './versions.ts';

export interface CatalogueText {
  text: string;
  /** Of the campaigns alone: equal campaigns have one tag, in every process. */
  tag: string;
}

export interface CatalogueFile {
  /** @param since a tag: then only what changed, where that tag is known and the whole is not about as short */
  read(since?: string): Promise<CatalogueText>;
  /** Something changed that people wait for: the next read builds it again. */
  expire(): void;
}

/** Answers for so many different tags are kept until the next version. */
const mostKept = 16;

/**
 * The catalogue, built at most every `catalogueSeconds` whoever asks. Its versions stand in the database, so that what one
 * process served is a cursor for all of them, after a restart too.
 */
export function catalogueFile(context: Context): CatalogueFile {
  const figures = figuresReader(context);
  const known = nothingKnown();
  let termsTexts = new Map<Hex, string>();
  let texts = new Map<string, string>();
  let whole: CatalogueText = { text: '', tag: '' };
  let builtAt = 0;
  let isExpired = false;
  let building: Promise<void> | undefined;

  const build = async () => {
    const at = context.now();
    builtAt = at;
    isExpired = false;
    const of = await figures();
    const listed = await renew(context, known, (db) => listings({ ...context, db }, of, at), at);
    if (whole.tag === known.newest.tag && whole.text !== '') return;
    termsTexts = new Map(
      listed.map(({ termsHash, terms }) => [termsHash, termsTexts.get(termsHash) ?? canonicalText(terms)]),
    );
    texts = new Map();
    whole = { text: wholeText(known, termsTexts), tag: known.newest.tag };
  };
  const start = () => {
    building ??= build()
      .catch((error) => {
        isExpired = true;
        throw error;
      })
      .finally(() => {
        building = undefined;
      });
    return building;
  };
  const upToDate = async () => {
    if (building === undefined && !isExpired && context.now() < builtAt + context.catalogueSeconds) return;
    await start();
    // What expired while it was built is not in it.
    if (isExpired) await start();
  };
  return {
    expire() {
      isExpired = true;
    },
    async read(since) {
      await upToDate();
      if (since === undefined || since === whole.tag) return whole;
      const text = texts.get(since) ?? sinceText(known, termsTexts, since);
      if (text === undefined || text.length > whole.text.length / 2) return whole;
      if (texts.size < mostKept) texts.set(since, text);
      return { text, tag: whole.tag };
    },
  };
}

/** Writes what is listed now as the next version, if it differs. One process at a time. */
async function renew(
  { db }: Context,
  known: Known,
  list: (db: Context['db']) => Promise<Listing[]>,
  at: number,
): Promise<Listing[]> {
  const { listed, next } = await db.transaction().execute(async (trx) => {
    await lockCatalogue(trx);
    await catchUp(trx, known);
    const listed = await list(trx);
    const next = changes(known, listed, at);
    if (next !== undefined) await write(trx, next.version, next.entries);
    return { listed, next };
  });
  if (next !== undefined) note(known, [next.version], next.entries);
  return listed;
}
