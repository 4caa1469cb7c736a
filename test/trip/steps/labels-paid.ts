import type { Tab } from '../../stand/tab.ts';
import { exportAll } from './export-all.ts';
import { until } from './until.ts';

/** Waits until the labeler's own export says of so many labels that they are paid. @returns those */
export const labelsPaid = (panel: Tab, count: number) =>
  until(
    `${count} labels are paid`,
    async () => (await exportAll(panel)).labels.filter(({ state }) => state === 'paid'),
    (labels) => labels.length === count,
    60_000,
  );
