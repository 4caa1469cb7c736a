import { encodeAbiParameters, keccak256 } from 'viem/utils';
import { type Hex, zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { max128, maxWord, word } from './actors.ts';
import { someCampaign } from './ids.ts';

interface Entry {
  campaign: Hex;
  credit: string;
  open: string;
  isFinal: boolean;
  weightsRoot: Hex;
  contentHash: Hex;
}

/** `ICampaignEscrow.Entry[]`. */
const entryList = [
  {
    type: 'tuple[]',
    components: [
      { name: 'campaign', type: 'bytes32' },
      { name: 'credit', type: 'uint128' },
      { name: 'open', type: 'uint128' },
      { name: 'isFinal', type: 'bool' },
      { name: 'weightsRoot', type: 'bytes32' },
      { name: 'contentHash', type: 'bytes32' },
    ],
  },
] as const;

function entriesCase(entries: Entry[]) {
  const words = entries.map((entry) => ({
    ...entry,
    credit: BigInt(entry.credit),
    open: BigInt(entry.open),
  }));
  return { entries, entriesHash: keccak256(encodeAbiParameters(entryList, [words])) };
}

const running: Entry = {
  campaign: someCampaign,
  credit: '500000000000000000',
  open: '250000000000000000',
  isFinal: false,
  weightsRoot: zero32,
  contentHash: zero32,
};
const final: Entry = {
  campaign: maxWord,
  credit: max128,
  open: '0',
  isFinal: true,
  weightsRoot: word('weights'),
  contentHash: word('content'),
};

export const entries = () => ({ cases: [[], [running], [running, final]].map(entriesCase) });
