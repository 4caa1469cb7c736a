import { useId, useState } from 'preact/hooks';
import type { Failure } from '../../lib/messages.ts';
import { ActButton } from './act-button.tsx';
import { plural, useLanguage } from './language.ts';
import { Alert, FailureNotice } from './notice.tsx';

interface RelayDoorProps {
  busy: boolean;
  failure: Failure | null;
  /** How many campaigns the relay has, once it answered. */
  campaigns: number | null;
  onRelay(url: string): void;
}

/** The first door: a relay's address or a campaign link, pasted. */
export function RelayDoor({ busy, failure, campaigns, onRelay }: RelayDoorProps) {
  const language = useLanguage();
  const { t } = language;
  const id = useId();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const typed = text.trim();
    const url = typed.includes('://') ? typed : `https://${typed}`;
    const valid = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
    setWrong(!valid);
    if (valid) onRelay(url);
  };
  return (
    <form class="door" onSubmit={submit} noValidate>
      <label for={id}>{t('relay_label')}</label>
      <div class="field">
        <input
          id={id}
          type="url"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          dir="ltr"
          placeholder="https://"
          value={text}
          aria-invalid={wrong}
          aria-describedby={`${id}-wrong ${id}-help`}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <ActButton type="submit" class="primary" busy={busy}>
          {t(busy ? 'relay_reading' : 'relay_use')}
        </ActButton>
      </div>
      <p id={`${id}-help`} class="faded">
        {t('relay_help')}
      </p>
      {wrong && <Alert id={`${id}-wrong`}>{t('relay_wrong')}</Alert>}
      {!busy && !wrong && <FailureNotice failure={atTheDoor(failure)} />}
      <p role="status" class="good">
        {!busy &&
          !wrong &&
          failure === null &&
          campaigns !== null &&
          plural(language, campaigns, 'relay_found_one', 'relay_found_many')}
      </p>
    </form>
  );
}

/** Who pastes an address may have mistyped it: where nobody answers, the address is what to look at first. */
const atTheDoor = (failure: Failure | null): Failure | null =>
  failure?.code === 'relay-unreachable' ? { ...failure, code: 'unknown-relay' } : failure;
