import { useId, useState } from 'preact/hooks';
import { type Failure, passphraseLength } from '../../lib/messages.ts';
import { ActButton } from './act-button.tsx';
import { plural, useLanguage } from './language.ts';
import { Alert, FailureNotice } from './notice.tsx';

interface RestoreDoorProps {
  busy: boolean;
  failure: Failure | null;
  /** How many receipts came back; null before. */
  restored: number | null;
  onRestore(file: File, passphrase: string): void;
}

/** The way back: a recovery file and its passphrase. Once it was gone, only that is said. */
export function RestoreDoor({ busy, failure, restored, onRestore }: RestoreDoorProps) {
  const language = useLanguage();
  return (
    <>
      {restored === null && <RestoreForm busy={busy} failure={failure} onRestore={onRestore} />}
      <p role="status" class="good">
        {restored !== null && plural(language, restored, 'restored_one', 'restored_many')}
      </p>
    </>
  );
}

function RestoreForm({ busy, failure, onRestore }: Omit<RestoreDoorProps, 'restored'>) {
  const { t } = useLanguage();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(file === null);
    if (file !== null) onRestore(file, passphrase);
  };
  return (
    <form class="door" onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('door_restore')}</h3>
      <p class="faded">{t('restore_says')}</p>
      <label for={`${id}-file`}>{t('restore_file')}</label>
      <input
        id={`${id}-file`}
        type="file"
        accept=".json,application/json"
        aria-invalid={missing}
        aria-describedby={`${id}-missing`}
        onChange={(event) => {
          setFile(event.currentTarget.files?.[0] ?? null);
          setMissing(false);
        }}
      />
      <label for={`${id}-passphrase`}>{t('restore_passphrase')}</label>
      <input
        id={`${id}-passphrase`}
        type="password"
        autocomplete="off"
        value={passphrase}
        maxLength={passphraseLength.most}
        onInput={(event) => setPassphrase(event.currentTarget.value)}
      />
      {missing && <Alert id={`${id}-missing`}>{t('restore_no_file')}</Alert>}
      <div class="field">
        <ActButton type="submit" busy={busy}>
          {t(busy ? 'restoring' : 'restore')}
        </ActButton>
      </div>
      {!busy && !missing && <FailureNotice failure={failure} />}
    </form>
  );
}
