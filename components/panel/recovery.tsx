import { useRef, useState } from 'preact/hooks';
import type { RecoveryView } from '../../lib/view/overview.ts';
import { plural, useLanguage } from '../parts/language.ts';
import { RestoreDoor } from '../parts/restore-door.tsx';
import { formatTime } from '../parts/time.ts';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';
import { RecoveryForm } from './recovery-form.tsx';

/** Whether there is a recovery file and how old it is; the ways to a new one, and back from one. */
export function Recovery({ recovery: { savedAt, newer, restorable } }: { recovery: RecoveryView }) {
  const language = useLanguage();
  const { t, locale } = language;
  const panel = usePanel();
  const { recovery: saving, restore } = usePanelState().acts;
  const [isOpen, setOpen] = useState(false);
  const status = useRef<HTMLParagraphElement>(null);
  const leftOut = saving?.state === 'done' ? saving.count : 0;
  const restored = restore?.state === 'done' ? restore.count : null;
  const close = () => {
    setOpen(false);
    status.current?.focus();
  };
  const save = async (passphrase: string) => {
    if (await panel.saveRecovery(passphrase)) close();
  };
  return (
    <section class="stack" aria-label={t('recovery_title')}>
      <h2>{t('recovery_title')}</h2>
      <p role="status" ref={status} tabIndex={-1}>
        {savedAt === null ? t('recovery_none') : t('recovery_saved', formatTime(savedAt, locale))}{' '}
        {savedAt !== null &&
          newer > 0 &&
          plural(language, newer, 'recovery_newer_one', 'recovery_newer_many')}{' '}
        {leftOut > 0 && t('recovery_left_out', leftOut)}
      </p>
      {isOpen ? (
        <RecoveryForm
          heading={t('recovery_make')}
          rank="h3"
          save={t('recovery_save')}
          onPassphrase={(passphrase) => void save(passphrase)}
          onCancel={close}
        />
      ) : (
        (savedAt === null || newer > 0) && (
          <button type="button" class={savedAt === null ? '' : 'quiet'} onClick={() => setOpen(true)}>
            {t(savedAt === null ? 'recovery_make' : 'recovery_again')}
          </button>
        )
      )}
      {(restorable || restored !== null) && (
        <RestoreDoor
          busy={isBusy(restore)}
          failure={failureIn(restore)}
          restored={restored}
          onRestore={(file, passphrase) => void panel.restore(file, passphrase)}
        />
      )}
    </section>
  );
}
