import { help, readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { closeEpoch } from '../settlement/close-epoch.ts';
import { startRelay } from '../start.ts';
import { StartError } from '../start-error.ts';

async function run(): Promise<void> {
  const relay = await startRelay(readConfig(process.env));
  const stop = () => void relay.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function askToClose(): Promise<void> {
  const db = openDatabase(readConfig(process.env).DATABASE_URL, 1);
  const epoch = await closeEpoch(db).finally(() => db.destroy());
  console.log(`Epoch ${epoch} is active.`);
}

const [command] = process.argv.slice(2);
try {
  if (command === undefined) await run();
  else if (command === 'close-epoch') await askToClose();
  else if (command === '--help' || command === '-h') console.log(help);
  else throw new StartError(`Unknown: ${command}. Try --help.`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
