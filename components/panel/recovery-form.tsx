import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { passphraseLength } from '../../lib/messages.ts';
import { ActButton } from '../parts/act-button.tsx';
import { type Key, useLanguage } from '../parts/language.ts';
import { Alert, FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { usePanelState } from './panel-context.ts';

interface RecoveryFormProps {
  heading: string;
  /** Its rank below what stands above it. */
  rank: 'h2' | 'h3';
  /** What the button says. */
  save: string;
  onPassphrase(passphrase: string): void;
  onCancel(): void;
  /** Further ways on, between the two buttons. */
  children?: ComponentChildren;
}

const { least, most } = passphraseLength;

/** What a recovery file is, and its passphrase, typed twice. The focus goes to the title when the form opens. */
export function RecoveryForm({
  heading,
  rank: Heading,
  save,
  onPassphrase,
  onCancel,
  children,
}: RecoveryFormProps) {
  const { t } = useLanguage();
  const { recovery } = usePanelState().acts;
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), []);
  const id = useId();
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<Key | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const fault = first.length < least ? 'passphrase_short' : first !== again ? 'passphrase_differs' : null;
    setWrong(fault);
    if (fault === null) onPassphrase(first);
  };
  const field = (name: string, label: Key, value: string, set: (text: string) => void) => (
    <>
      <label for={`${id}-${name}`}>{t(label)}</label>
      <input
        id={`${id}-${name}`}
        type="password"
        autocomplete="new-password"
        value={value}
        maxLength={most}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-wrong ${id}-help`}
        onInput={(event) => {
          set(event.currentTarget.value);
          setWrong(null);
        }}
      />
    </>
  );
  return (
    <form class="door" onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
      <Heading id={`${id}-title`} ref={top} tabIndex={-1}>
        {heading}
      </Heading>
      <p>{t('recovery_says')}</p>
      {field('first', 'passphrase_label', first, setFirst)}
      {field('again', 'passphrase_again', again, setAgain)}
      <p id={`${id}-help`} class="faded">
        {t('passphrase_help', least)}
      </p>
      {wrong !== null && <Alert id={`${id}-wrong`}>{t(wrong, least)}</Alert>}
      <div class="field">
        <ActButton type="submit" class="primary" busy={isBusy(recovery)}>
          {isBusy(recovery) ? t('recovery_saving') : save}
        </ActButton>
        {children}
        <button type="button" class="quiet" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
      <FailureNotice failure={failureIn(recovery)} />
    </form>
  );
}
