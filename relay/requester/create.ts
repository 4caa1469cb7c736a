import { createHash, randomBytes } from 'node:crypto';
import { expectedLabels } from '../../lib/authoring/expected-labels.ts';
import { giveGolds } from '../../lib/authoring/known.ts';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { campaignId } from '../../lib/protocol/signed/ids.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Asked } from './asked.ts';
import { type Cost, costOf } from './cost.ts';
import { completeDraft, completedDraft, type Draft } from './draft.ts';
import { isOpen, openOnChain } from './fund.ts';
import { goldLines } from './gold-lines.ts';
import { readAccount } from './key.ts';
import { withGolds, withList } from './list-file.ts';
import { type Money, moneyOf } from './money.ts';
import { readText } from './read-text.ts';
import { Refusal, UsageError } from './refusal.ts';
import { relayDoor } from './relay-door.ts';
import { senseOf } from './sense.ts';
import { type CampaignState, readState, stateFileOf, writeState } from './state.ts';
import { openWallet, waitIfUnderWay } from './wallet.ts';

/** `campaign create FILE`: from terms to a funded campaign; what an earlier run did is not done again. */
export async function create(asked: Asked): Promise<void> {
  const { values, terminal, env, now } = asked;
  const [termsFile] = asked.positionals;
  if (termsFile === undefined) throw new UsageError('Say which file has the terms.');
  const written = await readText(termsFile);
  const listed = values.list === undefined ? written : await withList(written, values.list);
  const draft = values.golds === undefined ? listed : await withGolds(listed, values.golds);
  const account = await readAccount(env, values['key-file'], terminal.err);
  const file = stateFileOf(termsFile);
  const begun = await readState(file);
  const relay = relayDoor(values.relay ?? begun?.relay ?? env.GLOSA_RELAY ?? '');
  const info = await relay.ask('relay');
  const wallet = await openWallet(values.rpc ?? info.rpcUrl, info.chainId, account);
  const say = terminal.err;
  const fundingOf = (state: CampaignState) => ({ wallet, relay, file, state, say, sleep: asked.sleep });

  // An opening of other terms that is mined later would lock money twice.
  if (begun?.open !== undefined) await waitIfUnderWay(wallet, begun.open, say);
  if (begun !== undefined && (await isOpen(fundingOf(begun)))) {
    if (begun.draft !== digest(draft))
      throw new Refusal(
        `${termsFile} has changed since its campaign was funded, and funded terms do not change. Use another file for another campaign.`,
      );
    await openOnChain(fundingOf(begun));
    const money = moneyOf(info, begun.terms.token);
    const locked = BigInt(begun.deposit);
    if (values.deposit !== undefined && money.read(values.deposit) !== locked)
      say(
        `It was opened with ${money.show(locked)}: glosa campaign fund ${termsFile} --amount adds to that.`,
      );
    terminal.out(begun.campaign);
    return;
  }

  const { terms, truths } =
    begun?.draft === digest(draft)
      ? completedDraft(draft, begun.terms)
      : completeDraft(draft, { info, account, now: now() });
  if (terms.requester !== lower(account.address))
    throw new Refusal(
      `The terms name ${terms.requester} as requester, and the key is of ${account.address}.`,
    );
  const money = moneyOf(info, terms.token);
  const cost = costOf(terms, numberOf(values.tasks, '--tasks'));
  const deposit = values.deposit === undefined ? cost.deposit : money.read(values.deposit);
  if (deposit === undefined)
    throw new UsageError('Say how much to lock: --deposit, or with --tasks how many tasks you expect.');
  for (const line of costLines(terms, cost, deposit, money, numberOf(values.seconds, '--seconds'))) say(line);
  for (const line of goldLines(terms, cost, truths.size, money)) say(line);
  const { faults, doubts } = senseOf(terms, { info, cost, deposit, now: now() });
  for (const doubt of doubts) say(`Mind: ${doubt}`);
  if (faults.length > 0) throw new Refusal(faults.join('\n'));
  if (values['dry-run']) return;
  const question = `Lock ${money.show(deposit)} in the escrow ${terms.escrow} on chain ${terms.chainId}?`;
  if (!values.yes && !(await terminal.confirm(question))) throw new Refusal('Nothing was sent.');

  const state = await stateOf(begun, { relay: relay.url, terms, truths, draft, deposit });
  await writeState(file, state);
  await openOnChain(fundingOf(state));
  terminal.out(state.campaign);
}

/** The salt of a campaign that is not on chain is kept as long as its file says the same. */
async function stateOf(
  begun: CampaignState | undefined,
  given: Draft & { relay: string; draft: string; deposit: bigint },
): Promise<CampaignState> {
  const { relay, terms: plain, truths, draft, deposit } = given;
  const same = begun?.draft === digest(draft) && begun.deposit === deposit.toString() ? begun : undefined;
  if (same !== undefined) return same;
  const salt = bytesToHex(randomBytes(32));
  const campaign = campaignId(plain.chainId, plain.escrow, plain.requester, salt);
  const { terms, golds } = await giveGolds(plain, campaign, truths, randomBytes);
  return {
    version: 1,
    relay,
    campaign,
    salt,
    terms,
    ...(golds === undefined ? {} : { golds }),
    draft: digest(draft),
    deposit: deposit.toString(),
    topUps: [],
  };
}

const digest = (text: string): Hex => `0x${createHash('sha256').update(text).digest('hex')}`;

function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${option}: ${text} is no whole number above 0.`);
  return Number(text);
}

const hour = 3600n;

/** What it costs, in lines that a person reads before saying yes. */
function costLines(
  { title, price, policy, questions }: Terms,
  cost: Cost,
  deposit: bigint,
  money: Money,
  seconds: number | undefined,
): string[] {
  const { min, max } = policy.redundancy;
  const expected = expectedLabels(questions, policy);
  const labels = min === max ? `${max}` : `${min} to ${max}`;
  const task = min === max ? money.show(cost.most) : `${money.show(cost.least)} to ${money.show(cost.most)}`;
  return [
    `“${title}”`,
    `  a label   ${money.show(BigInt(price))}`,
    `  a task    ${task} (${labels} labels)`,
    ...(expected === null
      ? []
      : [`            about ${expected.toFixed(1)} labels, if people are right 8 times out of 10`]),
    ...(cost.deposit === undefined
      ? []
      : [
          `  ${cost.tasks} tasks  up to ${money.show(cost.deposit)}, with the twentieth that is kept for appeals`,
        ]),
    ...(seconds === undefined
      ? []
      : [
          `  an hour   ${money.show((BigInt(price) * hour) / BigInt(seconds))}, at ${seconds} seconds a label`,
        ]),
    `  to lock   ${money.show(deposit)}; what no label earns comes back when the campaign is final`,
  ];
}
