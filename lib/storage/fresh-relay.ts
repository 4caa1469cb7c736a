import type { RelayInfo } from '../protocol/api/relay.ts';
import type { RelayRecord } from './records.ts';

/** A relay that this profile has told nothing and heard nothing from. */
export const freshRelay = (url: string, info: RelayInfo): RelayRecord => ({
  url,
  info,
  etag: null,
  catalogueAt: 0,
  lastSync: null,
  problem: null,
  session: null,
  delegated: false,
  checkedEpoch: null,
  failures: 0,
});
