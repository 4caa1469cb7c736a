import { bytesToHex, setWord } from '../ledger/bytes.ts';
import type { Keccak } from '../ledger/tree.ts';
import type { Hex } from '../scalar/hex.ts';
import { domainOf, type Place } from './domain.ts';

const encoder = new TextEncoder();
const domainType = encoder.encode(
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
);

/**
 * The EIP-712 digest of a struct under the protocol's domain. All its structs have a fixed layout, one word a field
 * (address, bytes32 or a number), so they are encoded in one pass, without a general encoder.
 *
 * @param types the struct's name and its fields, as wallets are given them
 * @param message values in the range of their fields, as the schemas have checked
 */
export function structDigest<const Name extends string>(
  place: Place,
  types: Readonly<Record<string, readonly { readonly name: Name; readonly type: string }[]>>,
  message: Readonly<Record<Name, Hex | bigint | number>>,
  keccak: Keccak,
): Hex {
  const [struct] = Object.entries(types);
  if (struct === undefined) throw new TypeError('no struct');
  const [title, fields] = struct;
  const { name, version, chainId, verifyingContract } = domainOf(place);
  const domain = new Uint8Array(5 * 32);
  domain.set(keccak(domainType), 0);
  domain.set(keccak(encoder.encode(name)), 32);
  domain.set(keccak(encoder.encode(version)), 64);
  setWord(domain, 3, chainId);
  setWord(domain, 4, verifyingContract);
  const encoded = new Uint8Array((1 + fields.length) * 32);
  const encodedType = `${title}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`;
  encoded.set(keccak(encoder.encode(encodedType)), 0);
  fields.forEach((field, index) => {
    setWord(encoded, 1 + index, message[field.name]);
  });
  const whole = new Uint8Array(2 + 2 * 32);
  whole.set([0x19, 0x01], 0);
  whole.set(keccak(domain), 2);
  whole.set(keccak(encoded), 34);
  return bytesToHex(keccak(whole));
}
