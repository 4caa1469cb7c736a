import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type LabelState, labelStates } from '../../lib/protocol/label/state.ts';
import type { LabelView } from '../../lib/view/overview.ts';
import { ActButton } from '../parts/act-button.tsx';
import { stateName } from '../parts/label-state.ts';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { LabelItem } from './label-item.tsx';
import { usePanel, usePanelState } from './panel-context.ts';

/** How many labels are drawn at first, and with each wish for more. */
const portion = 50;

/** The labeler's own labels, newest first, with what became of each. */
export function Labels({ labels }: { labels: readonly LabelView[] }) {
  const { t } = useLanguage();
  const panel = usePanel();
  const exporting = usePanelState().acts.export;
  const id = useId();
  const [only, setOnly] = useState<LabelState | null>(null);
  const [limit, setLimit] = useState(portion);
  const list = useRef<HTMLUListElement>(null);
  const empty = useRef<HTMLDivElement>(null);
  const undone = useRef<{ id: string; at: number } | null>(null);
  // Who takes a label back goes on at the one that stands in its place.
  useLayoutEffect(() => {
    const { current: last } = undone;
    if (last === null || labels.some((label) => label.id === last.id)) return;
    undone.current = null;
    const items = [...(list.current?.querySelectorAll<HTMLElement>('li.label') ?? [])];
    const next = items[Math.min(last.at, items.length - 1)] ?? document.getElementById(id) ?? empty.current;
    if (document.activeElement === document.body) next?.focus();
  });
  if (labels.length === 0)
    return (
      <div class="empty" ref={empty} tabIndex={-1}>
        <p>{t('labels_none')}</p>
      </div>
    );
  const present = labelStates.filter((state) => labels.some((label) => label.state === state));
  const shown = [...labels]
    .filter(({ state }) => only === null || state === only)
    .sort((a, b) => b.savedAt - a.savedAt);
  return (
    <>
      <div class="tools">
        <label for={id}>{t('filter_state')}</label>
        <select
          id={id}
          value={only ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setOnly(present.find((state) => state === value) ?? null);
          }}
        >
          <option value="">{t('filter_all')}</option>
          {present.map((state) => (
            <option key={state} value={state}>
              {stateName(t, state)}
            </option>
          ))}
        </select>
        <ActButton class="end" busy={isBusy(exporting)} onClick={() => void panel.exportAll()}>
          {t('export_all')}
        </ActButton>
      </div>
      <FailureNotice failure={failureIn(exporting)} />
      <ul class="labels" ref={list}>
        {shown.slice(0, limit).map((label, at) => (
          <LabelItem
            key={label.id}
            label={label}
            onUndo={() => {
              undone.current = { id: label.id, at };
              void panel.undo(label.id);
            }}
          />
        ))}
      </ul>
      {shown.length === 0 && <p class="empty">{t('labels_none_of_state')}</p>}
      {shown.length > limit && (
        <button type="button" onClick={() => setLimit(limit + portion)}>
          {t('show_more')}
        </button>
      )}
    </>
  );
}
