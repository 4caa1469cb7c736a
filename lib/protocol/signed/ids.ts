import { bytesToHex, setWord } from '../ledger/bytes.ts';
import type { Keccak } from '../ledger/tree.ts';
import type { Hex } from '../scalar/hex.ts';
import type { Target } from '../target/target.ts';
import type { Terms } from '../terms/terms.ts';
import { hashJson } from './canonical.ts';
import { plainKeccak } from './keccak.ts';

const encoder = new TextEncoder();

/** keccak256(abi.encode(chainId, escrow, requester, salt)), as `CampaignEscrow.open` computes it. */
export function campaignId(chainId: number, escrow: Hex, requester: Hex, salt: Hex): Hex {
  const encoded = new Uint8Array(4 * 32);
  [chainId, escrow, requester, salt].forEach((value, word) => {
    setWord(encoded, word, value);
  });
  return bytesToHex(plainKeccak(encoded));
}

/** keccak256(abi.encode(bytes32 campaign, string address, string unit, string unitKey)). */
export function taskId(campaign: Hex, target: Target, keccak: Keccak = plainKeccak): Hex {
  const texts = [target.address, target.unit, target.unitKey].map((text) => encoder.encode(text));
  const wordsOf = (text: Uint8Array) => 1 + Math.ceil(text.length / 32);
  const head = 1 + texts.length;
  const encoded = new Uint8Array(32 * texts.reduce((words, text) => words + wordsOf(text), head));
  setWord(encoded, 0, campaign);
  let word = head;
  texts.forEach((text, index) => {
    setWord(encoded, 1 + index, word * 32);
    setWord(encoded, word, text.length);
    encoded.set(text, (word + 1) * 32);
    word += wordsOf(text);
  });
  return bytesToHex(keccak(encoded));
}

export const termsHash = (terms: Terms): Hex => hashJson(terms);
