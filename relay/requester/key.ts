import { readFile, stat } from 'node:fs/promises';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { Refusal } from './refusal.ts';

const keyVariable = 'GLOSA_KEY';

/**
 * The requester's account, from a file or the environment: never from the command line, which every user of a machine can read.
 * @throws Refusal without a word of the key
 */
export async function readAccount(
  env: Record<string, string | undefined>,
  keyFile: string | undefined,
  warn: (sentence: string) => void,
): Promise<PrivateKeyAccount> {
  const given = keyFile === undefined ? env[keyVariable] : await readKeyFile(keyFile, warn);
  if (given === undefined || given === '')
    throw new Refusal(`No key: put it into ${keyVariable}, or into a file and name that with --key-file.`);
  const [, digits] = /^(?:0x)?([0-9a-fA-F]{64})$/.exec(given.trim()) ?? [];
  const key: Hex = `0x${digits}`;
  try {
    if (digits !== undefined) return privateKeyToAccount(key);
  } catch {
    // Not on the curve: said below, without the value.
  }
  throw new Refusal('That is no private key: it must be 0x and 64 hex digits.');
}

async function readKeyFile(file: string, warn: (sentence: string) => void): Promise<string> {
  try {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0) warn(`${file} can be read by other users of this machine: chmod 600 ${file}`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Refusal(`The key file ${file} can not be read.`, { cause });
  }
}
