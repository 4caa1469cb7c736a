import { encodeAbiParameters, keccak256, parseAbiParameters } from 'viem/utils';
import { type Hex, zero32, zeroAddress } from '../../../lib/protocol/scalar/hex.ts';
import { campaignId } from '../../../lib/protocol/signed/ids.ts';
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

/** Units beyond `page` stand here before the code knows them: the id of a task must not depend on which units exist. */
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
  ],
});
