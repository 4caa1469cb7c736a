import type * as v from 'valibot';
import { parseValue, readJson } from '../../../lib/protocol/api/json.ts';
import { filePath, routes } from '../../../lib/protocol/api/routes.ts';
import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import { type DatasetFile, datasetFile } from '../../../lib/protocol/ledger/dataset.ts';
import {
  type CampaignFile,
  campaignFile,
  type Statement,
  statement,
} from '../../../lib/protocol/ledger/statement.ts';
import type { Keccak } from '../../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { type Terms, terms } from '../../../lib/protocol/terms/terms.ts';
import { surely } from '../../surely.ts';

/** What a relay serves is not what its hash says, or can not be read. */
export class WrongFile extends Error {
  readonly where: string;
  constructor(where: string, detail: string) {
    super(detail);
    this.name = 'WrongFile';
    this.where = where;
  }
}

/**
 * The public files of a relay; each is checked against its hash. Statements and terms, which many campaigns name, are read once;
 * a campaign's own files are large and are not kept. All throw WrongFile.
 */
export interface PublicFiles {
  /** @param hash as it stands on chain */
  statement(epoch: number, hash: Hex): Promise<Statement>;
  campaignFile(hash: Hex): Promise<CampaignFile>;
  dataset(hash: Hex): Promise<DatasetFile>;
  terms(hash: Hex): Promise<Terms>;
}

/** A schema, and as the predicate that is asked first. */
type Read<S extends v.GenericSchema> = readonly [S, (value: unknown) => value is v.InferOutput<S>];
const readBy = <const S extends v.GenericSchema>(schema: S): Read<S> => [schema, surely(schema)];

const reads = {
  statement: readBy(statement),
  campaignFile: readBy(campaignFile),
  datasetFile: readBy(datasetFile),
  terms: readBy(terms),
};

/** @param get the text at a path of the relay */
export function publicFiles(get: (path: string) => Promise<string>, keccak: Keccak): PublicFiles {
  const kept = new Map<string, Promise<unknown>>();
  const hashed = async <const S extends v.GenericSchema>(
    [schema, isSure]: Read<S>,
    path: string,
    where: string,
    hash: Hex,
  ): Promise<v.InferOutput<S>> => {
    const text = await get(path);
    const found = bytesToHex(keccak(new TextEncoder().encode(text)));
    if (found !== hash) throw new WrongFile(where, `what is served hashes to ${found}`);
    const json = readJson(text);
    if (json.ok && isSure(json.value)) return json.value;
    const read = json.ok ? parseValue(schema, json.value) : json;
    if (!read.ok) throw new WrongFile(where, read.detail);
    return read.value;
  };
  const once = <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const known = kept.get(name);
    // What was read under a name has one type: its schema is chosen by the name's kind.
    if (known !== undefined) return known as Promise<T>;
    const reading = read();
    kept.set(name, reading);
    return reading;
  };
  return {
    statement: (epoch, hash) =>
      once(`statement ${hash}`, () =>
        hashed(
          reads.statement,
          routes.epoch.path.replace(':epoch', String(epoch)),
          `statement ${epoch}`,
          hash,
        ),
      ),
    campaignFile: (hash) => hashed(reads.campaignFile, filePath(hash), `file ${hash}`, hash),
    dataset: (hash) => hashed(reads.datasetFile, filePath(hash), `dataset ${hash}`, hash),
    terms: (hash) => once(`terms ${hash}`, () => hashed(reads.terms, filePath(hash), `terms ${hash}`, hash)),
  };
}
