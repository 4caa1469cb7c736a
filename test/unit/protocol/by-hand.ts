// A second writing of the protocol's hashes, from the text of EIP-712 and the ABI specification, with another keccak:
// what it agrees with was not only copied from itself.
import { createKeccak } from 'hash-wasm';

const hasher = await createKeccak(256);

export const keccak = (bytes: Uint8Array): Uint8Array => hasher.init().update(bytes).digest('binary');

export const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.slice(2), 'hex'));
export const toHex = (bytes: Uint8Array): `0x${string}` => `0x${Buffer.from(bytes).toString('hex')}`;
export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
export const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
export const hashText = (text: string) => toHex(keccak(utf8(text)));

/** An address or a number in one word, right-aligned. */
export function right(value: string | number | bigint): Uint8Array {
  const digits =
    typeof value === 'string' && value.startsWith('0x') ? value.slice(2) : BigInt(value).toString(16);
  return fromHex(`0x${digits.padStart(64, '0')}`);
}

/** bytesN in one word, left-aligned. */
export const left = (hex: string): Uint8Array => fromHex(`0x${hex.slice(2).padEnd(64, '0')}`);

/** abi.encode(bytes32 head, string…): the head, an offset per string, then each as length and padded bytes. */
export function encodeStrings(head: string, ...strings: string[]): Uint8Array {
  const tails = strings.map((text) => {
    const bytes = utf8(text);
    return join(right(bytes.length), bytes, new Uint8Array((32 - (bytes.length % 32)) % 32));
  });
  let offset = 32 * (1 + strings.length);
  const offsets = tails.map((tail) => {
    const at = right(offset);
    offset += tail.length;
    return at;
  });
  return join(left(head), ...offsets, ...tails);
}

const structs: Record<string, string> = {
  Delegation:
    'Delegation(address account,address payTo,address key,bytes32 campaign,bytes32 blind,uint64 notAfter)',
  Revocation: 'Revocation(address account,address key)',
  Appeal: 'Appeal(bytes32 campaign,uint32 number,uint16 index)',
  AppealReceipt: 'AppealReceipt(bytes32 appealHash,uint32 epoch,uint64 decideBy)',
  Batch:
    'Batch(address key,bytes32 campaign,bytes32 termsHash,uint32 sequence,uint16 count,bytes32 labelsRoot)',
  Receipt:
    'Receipt(bytes32 batchHash,bytes32 campaign,address payTo,uint32 epoch,uint32 number,uint16 received,uint128 amount,bytes32 refusedHash,uint64 acceptBy)',
};

/** The EIP-712 digest of a struct of the protocol, from its text in the design. */
export function digestByHand(name: string, chainId: string | number, escrow: string, fields: object): string {
  const text = structs[name] ?? '';
  const values = new Map(Object.entries(fields));
  const names = [...text.matchAll(/[ ]([A-Za-z]+)[,)]/g)].map(([, field]) => String(values.get(field ?? '')));
  const struct = keccak(join(keccak(utf8(text)), ...names.map(right)));
  const domainType = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)';
  const domain = keccak(
    join(keccak(utf8(domainType)), keccak(utf8('Glosa')), keccak(utf8('1')), right(chainId), right(escrow)),
  );
  return toHex(keccak(join(fromHex('0x1901'), domain, struct)));
}
