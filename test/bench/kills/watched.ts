import type { Database, Store } from '../../../lib/storage/database.ts';
import type { DeviceStep } from './plan.ts';

/** Strict transactions of the trip, by the stores that they name. */
const moments: Readonly<Record<string, readonly [before: DeviceStep, after: DeviceStep]>> = {
  'campaigns joins labels times': ['before save', 'after save'],
  'batches labels sequences': ['before cut', 'after cut'],
  'batches labels relays': ['before answer kept', 'after answer kept'],
  'joins labels relays': ['before statement checked', 'after statement checked'],
};

const requests: readonly (readonly [path: RegExp, before: DeviceStep, after: DeviceStep])[] = [
  [/\/v1\/batches$/, 'before POST', 'after POST'],
  [/\/v1\/epochs\/\d+$/, 'before statement', 'after statement'],
  [/\/v1\/claims$/, 'before claim', 'after claim'],
];

/** The same store; `at` is called when one of its strict transactions begins, and in the very event of its commit. */
export function watchedStore(store: Store, at: (step: DeviceStep) => void): Store {
  const watched = (db: Database): Database =>
    new Proxy(db, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name !== 'transaction') return value.bind(target);
        return (stores: string | string[], mode?: IDBTransactionMode, options?: IDBTransactionOptions) => {
          const [before, after] =
            (options?.durability === 'strict' ? moments[[stores].flat().sort().join(' ')] : undefined) ?? [];
          if (before !== undefined) at(before);
          const transaction: EventTarget = value.call(target, stores, mode, options);
          if (after !== undefined) transaction.addEventListener('complete', () => at(after));
          return transaction;
        };
      },
    });
  return { open: async () => watched(await store.open()) };
}

/** The same `fetch`; `at` is called before the requests of the trip leave, and when their answers begin. */
export const watchedFetch =
  (fetcher: typeof fetch, at: (step: DeviceStep) => void): typeof fetch =>
  async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const [, before, after] = requests.find(([path]) => path.test(pathname)) ?? [];
    if (before !== undefined) at(before);
    const response = await fetcher(input, init);
    if (after !== undefined) at(after);
    return response;
  };
