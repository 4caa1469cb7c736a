import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { parseAddress } from '../parts/address.ts';
import { Hash } from '../parts/hash.tsx';
import { useLanguage } from '../parts/language.ts';
import { Alert } from '../parts/notice.tsx';
import { usePanel, usePanelState } from './panel-context.ts';

/** An address that somebody types. */
export interface PayTo {
  text: string;
  wrong: boolean;
  type(text: string): void;
  /** Null for the account itself; undefined when it is no address, which is then said. */
  read(): Hex | null | undefined;
}

/** @param paid who is paid now: it stands in the field until something else is typed, also when it is changed elsewhere */
export function usePayTo(paid: Hex | null): PayTo {
  const { isAddress } = usePanel();
  const [text, setText] = useState<string>(paid ?? '');
  const [wrong, setWrong] = useState(false);
  const before = useRef(paid);
  useEffect(() => {
    if (text === (before.current ?? '')) setText(paid ?? '');
    before.current = paid;
  }, [paid]);
  return {
    text,
    wrong,
    type(typed) {
      setText(typed);
      setWrong(false);
    },
    read() {
      const payTo = text.trim() === '' ? null : parseAddress(text.trim(), isAddress);
      setWrong(payTo === undefined);
      return payTo;
    },
  };
}

interface PayToFieldProps {
  payTo: PayTo;
  /** Who is paid when the field is empty. */
  account: Hex;
}

/** Where the money goes. */
export function PayToField({ payTo: { text, wrong, type }, account }: PayToFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  const linked = usePanelState().overview?.wallet?.state === 'linked';
  return (
    <>
      <label for={id}>{t('pay_to_label')}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        dir="ltr"
        placeholder="0x…"
        value={text}
        aria-invalid={wrong}
        aria-describedby={`${id}-wrong ${id}-help`}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <p id={`${id}-help`} class="faded">
        {t(linked ? 'pay_to_help_wallet' : 'pay_to_help')} <Hash of={account} />
      </p>
      {wrong && <Alert id={`${id}-wrong`}>{t('pay_to_wrong')}</Alert>}
    </>
  );
}
