import { useNow } from '../parts/clock.ts';
import { failureText } from '../parts/failure.ts';
import { stateText } from '../parts/label-state.ts';
import { type Key, type Language, useLanguage } from '../parts/language.ts';
import type { Nothing } from './note.ts';
import { isSaved, type Sheet } from './sheet.ts';

interface SheetStatusProps {
  sheet: Sheet;
  onUndo(event: Event): void;
  onRetry(event: Event, again: 'save' | 'undo'): void;
}

/** One line that says where the answer stands, read out when it changes. Its height is kept, so that nothing jumps. */
export function SheetStatus({ sheet, onUndo, onRetry }: SheetStatusProps) {
  const language = useLanguage();
  const { t } = language;
  const undoUntil = sheet.offer.own?.undoUntil ?? 0;
  const left = Math.max(0, Math.ceil((undoUntil - useNow(undoUntil)) / 1000));
  // What is not paid never leaves the device, and can be taken back at any time.
  const stays = sheet.offer.own !== null && sheet.offer.price === null;
  const { note } = sheet;
  return (
    <div class="status-row">
      <p class={`status ${tone(sheet)}`} role="status" aria-live="polite">
        {/* Another node for another act: what is said of it is read again, also where it was said of the one before. */}
        <span key={note}>{statusText(sheet, language)}</span>
      </p>
      {note?.kind === 'failed' && note.failure.retry && sheet.busy === false && (
        <button type="button" class="quiet" onClick={(event) => onRetry(event, note.again)}>
          {t('try_again')}
        </button>
      )}
      {(left > 0 || stays) && sheet.busy === false && note?.kind !== 'failed' && (
        <button type="button" class="quiet undo" onClick={onUndo}>
          {t('undo')}
          {left > 0 && (
            <span class="countdown" aria-hidden="true">
              {t('seconds', left)}
            </span>
          )}
        </button>
      )}
    </div>
  );
}

const nothing: Readonly<Record<Nothing, Key>> = {
  undo: 'undo_nothing',
  redo: 'redo_nothing',
  repeat: 'repeat_nothing',
};

/** A saved label whose answers are others by now. */
const isChanged = (sheet: Sheet): boolean => sheet.offer.own !== null && !isSaved(sheet);

function tone(sheet: Sheet): string {
  const { note, busy, offer } = sheet;
  if (busy !== false) return 'plain';
  if (note?.kind === 'failed') return 'bad';
  if (note?.kind === 'confirm' || note?.kind === 'settled' || isChanged(sheet)) return 'warn';
  return offer.own !== null ? 'good' : 'plain';
}

function statusText(sheet: Sheet, { t }: Language): string {
  const { note, busy, offer } = sheet;
  if (busy === 'slow') return t('saving');
  if (busy === 'quick') return '';
  switch (note?.kind) {
    case 'saved':
      return t('saved');
    case 'undone':
      return t('undone');
    case 'unmarked':
      return isChanged(sheet) ? `${t('span_unmarked')} ${t('change_unsaved')}` : t('span_unmarked');
    case 'too-late':
      return t('undo_too_late');
    case 'settled':
      return t('change_too_late');
    case 'nothing':
      return t(nothing[note.to]);
    case 'confirm':
      return t(note.where === 'again' ? 'confirm_again' : 'confirm_panel');
    case 'failed':
      return failureText(t, note.failure);
    case undefined:
      if (isChanged(sheet)) return t('change_unsaved');
      return offer.own === null ? '' : stateText(t, offer.own.state);
  }
}
