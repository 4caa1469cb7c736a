import type { Terms } from '../../protocol/terms/terms.ts';

/**
 * The object that Label Studio shows, by the unit of a campaign: its tag, and the field of a task's `data` that it reads.
 * Controls point at it with `toName`.
 */
export const objects = {
  page: { tag: 'HyperText', field: 'url', more: ' valueType="url"' },
  element: { tag: 'Text', field: 'text', more: '' },
  selection: { tag: 'Text', field: 'text', more: '' },
} as const satisfies Record<Terms['targets']['unit'], { tag: string; field: string; more: string }>;

export const objectName = 'page';
