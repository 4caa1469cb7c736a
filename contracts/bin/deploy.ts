import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { BaseError, createPublicClient, createWalletClient, defineChain, formatEther, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { deployPair } from '../deploy.ts';
import { type DeploySettings, help, readSettings } from '../deploy-settings.ts';

/** Exit codes: 0 done, 1 not done, 2 wrong settings. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' }, yes: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const settings = readSettings(process.env);
  if (Array.isArray(settings)) {
    console.error(
      `The settings are not right:\n${settings.map((line) => `  ${line}`).join('\n')}\nSee --help.`,
    );
    return 2;
  }
  return await deployAt(settings, values.yes === true);
}

async function deployAt({ rpcUrl, deployerKey, parameters }: DeploySettings, sure: boolean): Promise<number> {
  const transport = http(rpcUrl);
  const id = await createPublicClient({ transport })
    .getChainId()
    .catch(() => undefined);
  if (id === undefined) {
    console.error(`No chain answers at ${new URL(rpcUrl).origin}: check RPC_URL.`);
    return 1;
  }
  const chain = defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const account = privateKeyToAccount(deployerKey);
  const publicClient = createPublicClient({ chain, transport });
  const balance = await publicClient.getBalance({ address: account.address });
  const days = (seconds: bigint) => `${Number(seconds) / 86_400} days`;
  console.log(`Chain ${id}, paid by ${account.address}, which has ${formatEther(balance)} ETH.
  relay ${parameters.relay}, guardian ${parameters.guardian}, receipts signed by ${parameters.receiptKey}
  timelock ${parameters.timelock} s, silence ${days(parameters.silence)}, grace ${days(parameters.grace)}, window ${days(parameters.window)}`);
  if (balance === 0n) {
    console.error(`Send ${account.address} some of the chain's coin first: it pays for the deployment.`);
    return 1;
  }
  if (!sure && !(await isWanted())) return 1;
  const walletClient = createWalletClient({ chain, transport, account });
  const pair = await deployPair({ walletClient, publicClient }, parameters, (hash) =>
    console.error(
      `Sent as ${hash}. Should this end before it says ESCROW, do not send another: the receipt of that one names the escrow, whose distributor() is the second.`,
    ),
  );
  console.log(`ESCROW=${pair.escrow.toLowerCase()}\nDISTRIBUTOR=${pair.distributor.toLowerCase()}`);
  return 0;
}

async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error('Nobody is there to ask: say --yes.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const said = await terminal.question('Deploy? [y/N] ').finally(() => terminal.close());
  return /^y(es)?$/i.test(said.trim());
}

try {
  process.exitCode = await main();
} catch (error) {
  const isTyped =
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (isTyped) console.error(`${error.message} See --help.`);
  else console.error(error instanceof BaseError ? error.shortMessage : error);
  process.exitCode = isTyped ? 2 : 1;
}
