import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type {
  AlarmRecord,
  BatchRecord,
  CampaignRecord,
  GoneRecord,
  JoinRecord,
  LabelRecord,
  OrderRecord,
  PayoutRecord,
  PlanRecord,
  RelayRecord,
  RewardRecord,
  SealedRecord,
} from './records.ts';

export interface Schema extends DBSchema {
  campaigns: { key: string; value: CampaignRecord; indexes: { host: string } };
  joins: { key: string; value: JoinRecord };
  labels: {
    key: string;
    value: LabelRecord;
    indexes: {
      task: string;
      state: string;
      campaignState: [string, string];
      batch: string;
      savedAt: number;
      /** Only those that have a score. */
      scored: [savedAt: number, score: number];
    };
  };
  batches: {
    key: string;
    value: BatchRecord;
    /** `receipt`: only those that have one, by when they were cut. */
    indexes: { unanswered: number; receipt: [cutAt: number, number: number] };
  };
  relays: { key: string; value: RelayRecord };
  rewards: { key: [relay: string, payTo: string, token: string]; value: RewardRecord };
  alarms: { key: string; value: AlarmRecord };
  sealed: { key: 'device' | 'account'; value: SealedRecord };
  /** The next batch's sequence per campaign key: outlives leaving and joining again. */
  sequences: { key: string; value: number };
  /** When to sync next; when what the person's last recovery file holds was read; when they were last told of new campaigns. */
  times: { key: 'nextAt' | 'recoveryAt' | 'toldAt'; value: number };
  plans: { key: string; value: PlanRecord };
  orders: { key: string; value: OrderRecord };
  payouts: { key: string; value: PayoutRecord };
  /** Campaigns that are new to this device, and of which nobody was told. */
  news: { key: string; value: true };
  gone: { key: string; value: GoneRecord; indexes: { until: number } };
  /** Campaigns that a relay lists and this version can not read. */
  newer: { key: [relay: string, campaign: string]; value: true };
}

export type Stores = StoreNames<Schema>;
export type Database = IDBPDatabase<Schema>;
export type Reading<S extends Stores> = IDBPTransaction<Schema, S[], 'readonly'>;
export type Writing<S extends Stores> = IDBPTransaction<Schema, S[], 'readwrite'>;

/**
 * A database that is opened when it is first asked for and again after the browser closed it. The background is its sole
 * owner: other pages go through messages, so that no version change of one can close another's connection.
 */
export interface Store {
  open(): Promise<Database>;
}

/** Versions add stores and indexes, and change none. */
function upgrade(
  db: Database,
  from: number,
  _to: number | null,
  transaction: IDBPTransaction<Schema, Stores[], 'versionchange'>,
): void {
  if (from < 1) addLabeling(db);
  if (from < 2) addRequesting(db);
  if (from < 3) addNews(db);
  if (from < 4) db.createObjectStore('newer');
  if (from < 5) {
    transaction.objectStore('labels').createIndex('savedAt', 'savedAt');
    transaction.objectStore('labels').createIndex('scored', ['savedAt', 'score']);
    transaction.objectStore('batches').createIndex('receipt', ['cutAt', 'answer.receipt.number']);
  }
}

function addNews(db: Database): void {
  db.createObjectStore('news');
  db.createObjectStore('gone', { keyPath: 'campaign' }).createIndex('until', 'until');
}

function addRequesting(db: Database): void {
  db.createObjectStore('plans', { keyPath: 'id' });
  db.createObjectStore('orders', { keyPath: 'campaign' });
  db.createObjectStore('payouts', { keyPath: 'id' });
}

function addLabeling(db: Database): void {
  db.createObjectStore('campaigns', { keyPath: 'campaign' }).createIndex('host', 'hosts', {
    multiEntry: true,
  });
  db.createObjectStore('joins', { keyPath: 'campaign' });
  const labels = db.createObjectStore('labels', { keyPath: 'id' });
  labels.createIndex('task', 'task');
  labels.createIndex('state', 'state');
  labels.createIndex('campaignState', ['campaign', 'state']);
  labels.createIndex('batch', 'batch.hash');
  db.createObjectStore('batches', { keyPath: 'hash' }).createIndex('unanswered', 'unanswered');
  db.createObjectStore('relays', { keyPath: 'url' });
  db.createObjectStore('rewards', { keyPath: ['relay', 'payTo', 'token'] });
  db.createObjectStore('alarms', { keyPath: 'id' });
  db.createObjectStore('sealed');
  db.createObjectStore('sequences');
  db.createObjectStore('times');
}

export function makeStore(name = 'glosa'): Store {
  let opened: Promise<Database> | undefined;
  const forget = () => {
    opened = undefined;
  };
  const open = () =>
    openDB<Schema>(name, 5, {
      upgrade,
      blocking: (_current, _blocked, event) => {
        forget();
        if (event.target instanceof IDBDatabase) event.target.close();
      },
      terminated: forget,
    });
  return {
    open: () => {
      opened ??= open().catch((error) => {
        forget();
        throw error;
      });
      return opened;
    },
  };
}
