import * as v from 'valibot';
import { address, lower } from '../../lib/protocol/scalar/hex.ts';
import { help, readConfig } from '../config.ts';
import { checkDatabase } from '../db/check.ts';
import { openDatabase } from '../db/database.ts';
import { openRelay } from '../open.ts';
import { closeEpoch } from '../settlement/close-epoch.ts';
import { rotateReceiptKey } from '../settlement/rotate.ts';
import { startRelay } from '../start.ts';
import { StartError } from '../start-error.ts';

const stillWaiting =
  'It is asked for, and done by a relay that runs on this database. Ctrl-C ends no more than this waiting.';
const signals = ['SIGTERM', 'SIGINT'] as const;

async function run(): Promise<void> {
  const relay = await startRelay(readConfig(process.env));
  const stop = () => {
    // What comes next ends the process at once: nothing acknowledged is lost by that either.
    for (const signal of signals) process.removeListener(signal, stop);
    void relay.stop().then(() => process.exit(0));
  };
  for (const signal of signals) process.on(signal, stop);
}

/** Nobody is left to wonder: without a relay that does it, it waits for ever. */
async function patiently<T>(waiting: Promise<T>): Promise<T> {
  const long = setTimeout(() => console.error(stillWaiting), 5000).unref();
  return waiting.finally(() => clearTimeout(long));
}

async function askToClose(): Promise<void> {
  const { DATABASE_URL } = readConfig(process.env);
  const db = openDatabase(DATABASE_URL, 1);
  try {
    await checkDatabase(db, DATABASE_URL);
    console.log(`Epoch ${await patiently(closeEpoch(db))} is active.`);
  } finally {
    await db.destroy();
  }
}

async function rotate(given: string | undefined): Promise<void> {
  const key = lower(`0x${given?.slice(2) ?? ''}`);
  if (!v.is(address, key))
    throw new StartError('Say the address of the new receipt key: 0x and 40 hex digits.');
  const config = readConfig(process.env);
  const relay = await openRelay(config, config.PUBLIC_URL ?? config.RPC_URL);
  const epoch = await patiently(rotateReceiptKey(relay.context, key)).finally(() => relay.close());
  console.log(`The escrow has it: receipts of epoch ${epoch} and later are signed by ${key}.`);
}

const [command, argument] = process.argv.slice(2);
try {
  if (command === undefined) await run();
  else if (command === 'close-epoch') await askToClose();
  else if (command === 'rotate-receipt-key') await rotate(argument);
  else if (command === '--help' || command === '-h') console.log(help);
  else throw new StartError(`Unknown: ${command}. Try --help.`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
