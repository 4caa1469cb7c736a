import { encodeAbiParameters, keccak256, parseAbiParameters } from 'viem/utils';
import { type Hex, zero32, zeroAddress } from '../../../lib/protocol/scalar/hex.ts';
import { campaignId } from '../../../lib/protocol/signed/ids.ts';
import { lotOf } from '../../../lib/protocol/signed/lottery.ts';
import { textKey } from '../../../lib/protocol/signed/text-key.ts';
import { normalText } from '../../../lib/protocol/target/unit-text.ts';
import { farPlace, localPlace, maxAddress, maxWord, someAddress, word } from './actors.ts';

function campaign(chainId: number, escrow: Hex, requester: Hex, salt: Hex) {
  return {
    chainId: String(chainId),
    escrow,
    requester,
    salt,
    campaign: campaignId(chainId, escrow, requester, salt),
  };
}

export const someCampaign = campaignId(
  localPlace.chainId,
  localPlace.escrow,
  someAddress('requester'),
  word('salt'),
);

function task(campaign: Hex, page: string, unit: string, unitKey: string) {
  const fields = parseAbiParameters('bytes32, string, string, string');
  return {
    campaign,
    page,
    unit,
    unitKey,
    task: keccak256(encodeAbiParameters(fields, [campaign, page, unit, unitKey])),
  };
}

const lot = (account: Hex, task: Hex) => ({ account, task, lot: String(lotOf(account, task)) });

/** A text as a page has it, as labelers meet in it, and its digest as a key. */
function textUnit(text: string) {
  const normal = normalText(text);
  const unitKey = textKey(normal);
  return { text, normal, digest: `0x${unitKey.slice('text1-'.length)}`, unitKey };
}

const someText = textUnit(' Quillon guidance is nuts.\n\tSold  out until August.\u00a0 ');

export const ids = () => ({
  campaigns: [
    campaign(localPlace.chainId, localPlace.escrow, someAddress('requester'), word('salt')),
    campaign(1, localPlace.escrow, someAddress('requester'), word('salt')),
    campaign(1, zeroAddress, zeroAddress, zero32),
    campaign(farPlace.chainId, farPlace.escrow, maxAddress, maxWord),
  ],
  tasks: [
    task(someCampaign, 'https://news.example/a', 'page', 'page'),
    task(someCampaign, 'https://news.example/a?id=7&lang=es', 'page', 'page'),
    task(someCampaign, 'http://localhost:8080/', 'page', 'page'),
    task(someCampaign, 'https://xn--bcher-kva.example/%C3%BC?q=%F0%9F%93%9A', 'page', 'page'),
    task(maxWord, `https://news.example/${'a'.repeat(2027)}`, 'page', 'page'),
    task(zero32, '', '', ''),
    task(someCampaign, 'https://news.example/a', 'element', 'párrafo 1: “naïve” 📚'),
    task(someCampaign, 'https://news.example/posts', 'element', '104200'),
    task(someCampaign, 'https://news.example/posts', 'element', someText.unitKey),
  ],
  lots: [
    lot(zeroAddress, zero32),
    lot(maxAddress, maxWord),
    lot(someAddress('account'), word('task')),
    lot(someAddress('other account'), word('task')),
    lot(someAddress('account'), word('other task')),
  ],
  texts: [
    someText,
    textUnit(''),
    textUnit('\u200bzero\u200d \ufeffwidth\u2060 and \u202eturned\u202c'),
    textUnit('e\u0301 and e\u200b\u0301 are é'),
    textUnit('a\u0000b\u0085c\u2028d\u3000e'),
    textUnit('判決 — “naïve” 📚'),
  ],
});
