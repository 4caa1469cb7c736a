import { bytesToHex } from '../ledger/bytes.ts';
import type { Keccak } from '../ledger/tree.ts';
import type { Target } from '../target/target.ts';
import { isTextKey, isWholeQuote } from '../target/unit-text.ts';
import { plainKeccak } from './keccak.ts';

const encoder = new TextEncoder();

/** The unit key of an element that has no naming attribute: `text1-` and keccak256 of the UTF-8 of its normal text. */
export const textKey = (normalText: string, keccak: Keccak = plainKeccak): string =>
  `text1-${bytesToHex(keccak(encoder.encode(normalText))).slice(2)}`;

/** Whether a target's quote can be of the text that its key is a digest of; of a cut quote nobody can tell. */
export const quoteFitsKey = (target: Target, keccak: Keccak = plainKeccak): boolean =>
  target.unit !== 'element' ||
  !isTextKey(target.unitKey) ||
  !isWholeQuote(target.quote) ||
  textKey(target.quote, keccak) === target.unitKey;
