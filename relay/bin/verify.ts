import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { answerOf } from '../../lib/protocol/api/answer.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import { address, lower } from '../../lib/protocol/scalar/hex.ts';
import { StartError } from '../start-error.ts';
import { getText, openVerifying } from './verify/open-verifying.ts';
import { isRight, reportText } from './verify/print-report.ts';
import { verifySideBySide } from './verify/side-by-side.ts';
import { verifyEpoch } from './verify/verify-epoch.ts';

const help = `npm run verify -- URL [--epoch N] [--rpc URL] [--escrow ADDRESS]

Computes what a relay settled in an epoch again, from its public files alone, and compares it with the
chain: signatures, leaves, commitments, truth, scores, credits, weights, trees and entries. Prints a table; ends
with 1 when anything differs, and names the row; with 2 when it can not tell.

  URL       the relay
  --epoch   which one (default: the last active)
  --rpc     a node of yours (default: the one that the relay names)
  --escrow  the contract (default: the one that the relay names)

That a key's credit went to its payTo is not public: each labeler checks it from the receipts.`;

async function verify(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      epoch: { type: 'string' },
      rpc: { type: 'string' },
      escrow: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(help);
  const [url] = positionals;
  if (url === undefined || positionals.length > 1 || !URL.canParse(url))
    throw new StartError('Say the address of a relay. Try --help.');
  const epoch = /^[1-9][0-9]{0,8}$/.test(values.epoch ?? '1') ? Number(values.epoch ?? 0) : Number.NaN;
  if (Number.isNaN(epoch)) throw new StartError(`--epoch ${values.epoch} is not a number of an epoch.`);
  const info = parseJson(answerOf('relay'), await getText(url, routes.relay.path));
  if (!info.ok) throw new StartError(`This is no relay: ${info.detail}.`);
  const escrow = lower(`0x${(values.escrow ?? info.value.escrow).slice(2)}`);
  if (!v.is(address, escrow)) throw new StartError(`--escrow ${values.escrow} is not an address.`);
  const whom = { url, rpcUrl: values.rpc ?? info.value.rpcUrl, escrow };
  const work = await openVerifying(whom);
  const chosen = epoch === 0 ? await work.chain.last() : epoch;
  if (chosen === 0) throw new StartError('No epoch of this relay is active yet: there is nothing to verify.');
  const report = await verifyEpoch(
    work,
    chosen,
    verifySideBySide(work, whom, (line) => console.error(line)),
  );
  console.log(reportText(report));
  if (!isRight(report)) process.exitCode = 1;
}

try {
  await verify();
} catch (error) {
  const isSaid = error instanceof StartError || error instanceof RangeError || isUsage(error);
  console.error(isSaid ? error.message : error);
  // Never 1: nothing was found to differ.
  process.exitCode = 2;
}

/** What `parseArgs` throws. */
function isUsage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
