import { useId, useState } from 'preact/hooks';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { parseAddress } from '../parts/address.ts';
import { Hash } from '../parts/hash.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';

interface JoinFormProps {
  campaign: CampaignView;
  account: Hex;
}

/** Where the money goes, and the click that asks the browser for the campaign's sites. */
export function JoinForm({ campaign, account }: JoinFormProps) {
  const { t } = useLanguage();
  const panel = usePanel();
  const { [`join ${campaign.campaign}` as const]: act } = usePanelState().acts;
  const id = useId();
  const [text, setText] = useState(campaign.payTo ?? '');
  const [wrong, setWrong] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const payTo = text.trim() === '' ? null : parseAddress(text.trim(), panel.isAddress);
    setWrong(payTo === undefined);
    if (payTo !== undefined) void panel.join(campaign.campaign, campaign.origins, payTo);
  };
  return (
    <form class="join" onSubmit={submit} noValidate>
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
        aria-describedby={`${id}-help`}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <p id={`${id}-help`} class="faded">
        {t('pay_to_help')} <Hash of={account} />
      </p>
      <div role="alert">{wrong && <p class="notice bad">{t('pay_to_wrong')}</p>}</div>
      <p class="faded">{t('join_asks')}</p>
      <button type="submit" class="primary" disabled={isBusy(act)}>
        {t(isBusy(act) ? 'joining' : campaign.joined ? 'grant_again' : 'join')}
      </button>
      <FailureNotice failure={failureIn(act)} />
    </form>
  );
}
