import { CallFailed, type Failure } from '../../lib/messages.ts';
import type { Key, Translate } from './language.ts';

/** What a person reads for each code that can reach them: what happened, and what to do next. */
const sentences: { readonly [code: string]: Key } = {
  'no-answer': 'failure_no_answer',
  internal: 'failure_internal',
  updated: 'failure_updated',
  'not-allowed': 'failure_not_allowed',
  malformed: 'failure_not_allowed',
  'bad-body': 'reason_bad_body',
  example: 'reason_example',
  'not-drawn': 'reason_not_drawn',
  newcomer: 'reason_newcomer',
  'no-room': 'failure_no_room',
  'not-written': 'failure_not_written',
  'not-granted': 'failure_not_granted',
  'not-consented': 'failure_not_consented',
  'not-notified': 'failure_notifications',
  'relay-unreachable': 'failure_relay_unreachable',
  unavailable: 'failure_relay_busy',
  'too-many': 'failure_relay_busy',
  'relay-answer': 'failure_relay_answer',
  'relay-newer': 'failure_relay_newer',
  'bad-receipt': 'failure_bad_receipt',
  'relay-changed': 'failure_relay_changed',
  'not-a-relay-address': 'failure_relay_address',
  'labels-waiting': 'failure_labels_waiting',
  'unknown-relay': 'failure_unknown_relay',
  'not-found': 'failure_unknown_relay',
  'wrong-chain': 'failure_wrong_chain',
  'chain-unavailable': 'failure_chain',
  'epoch-not-active': 'failure_epoch_not_active',
  'not-appealable': 'failure_not_appealable',
  'bad-promise': 'failure_bad_promise',
  'appeals-used': 'failure_appeals_used',
  'appeals-unfunded': 'failure_appeals_unfunded',
  'nothing-to-claim': 'failure_nothing_to_claim',
  'recovery-not-ours': 'failure_recovery_not_ours',
  'recovery-newer': 'failure_recovery_newer',
  'recovery-damaged': 'failure_recovery_damaged',
  'recovery-passphrase': 'failure_recovery_passphrase',
  'recovery-too-large': 'failure_recovery_too_large',
  'recovery-unreadable': 'failure_recovery_unreadable',
  'profile-has-work': 'failure_profile_has_work',
  'identity-damaged': 'failure_identity_damaged',
  'unknown-key': 'failure_unknown_key',
  'delegation-expired': 'failure_unknown_key',
  revoked: 'failure_revoked',
  'unknown-campaign': 'failure_unknown_campaign',
  'not-joined': 'failure_not_joined',
  'not-of-campaign': 'failure_not_of_campaign',
  'terms-changed': 'failure_terms_changed',
  'unknown-terms': 'failure_terms_changed',
  'not-funded': 'failure_not_funded',
  closed: 'failure_closed',
  'labeled-already': 'failure_labeled_already',
  'labeled-elsewhere': 'failure_labeled_elsewhere',
  'no-relay': 'failure_no_relay',
  'no-plan': 'failure_no_plan',
  'plan-changed': 'failure_plan_changed',
  'plan-faulty': 'failure_plan_faulty',
  'no-set': 'failure_no_set',
  'set-labeled': 'failure_set_labeled',
  'set-damaged': 'failure_set_damaged',
  'set-too-large': 'failure_set_too_large',
  'no-token': 'failure_no_token',
  'terms-refused': 'failure_terms_refused',
  'no-tokens': 'failure_no_tokens',
  'no-gas': 'failure_no_gas',
  'not-active': 'failure_not_active',
  'would-fail': 'failure_would_fail',
  'transaction-failed': 'failure_transaction_failed',
  'too-late': 'failure_too_late',
  'closes-too-late': 'failure_closes_too_late',
  'price-lower': 'failure_price_lower',
  'nothing-missing': 'failure_nothing_missing',
  'no-wallet': 'failure_no_wallet',
  'wallet-refused': 'failure_wallet_refused',
  'wallet-failed': 'failure_wallet_failed',
  'wallet-page-closed': 'failure_wallet_page_closed',
  'wallet-silent': 'failure_wallet_silent',
  'wallet-busy': 'failure_wallet_busy',
  'wallet-lacks-chain': 'failure_wallet_lacks_chain',
  'wallet-other-chain': 'failure_wallet_other_chain',
  'wallet-other-account': 'failure_wallet_other_account',
  'wrong-signer': 'failure_wrong_signer',
  'contract-wallet': 'failure_contract_wallet',
  'own-account': 'failure_own_account',
  'question-changed': 'failure_question_changed',
  'accounts-full': 'failure_accounts_full',
  unfinished: 'failure_unfinished',
  'not-an-amount': 'failure_not_an_amount',
  'page-not-reached': 'failure_page_not_reached',
  'site-not-granted': 'failure_site_not_granted',
  'not-requester': 'failure_not_requester',
  unauthorized: 'failure_not_requester',
  'not-a-page': 'failure_not_a_page',
};

/** What the contract or the token says no with, by the name of its error, where a requester's own act can meet it. */
const refusals: { readonly [error: string]: Key } = {
  CampaignExists: 'refusal_exists',
  ClosesInThePast: 'refusal_closes_in_past',
  SettlesTooEarly: 'refusal_settles_early',
  TimesOnlyExtend: 'refusal_times_extend',
  NotRequester: 'refusal_not_requester',
  NotFinal: 'refusal_not_final',
  ZeroAmount: 'refusal_zero_amount',
  NotPlain: 'refusal_not_plain',
  ERC20InsufficientAllowance: 'refusal_allowance',
  ERC20InvalidReceiver: 'refusal_receiver',
};

const own = (all: { readonly [name: string]: Key }, name: string): Key | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;

/** Anything thrown by a call, as data. What is not a `CallFailed` is a broken connection to the background. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof CallFailed) return thrown.failure;
  return { code: 'no-answer', detail: null, retry: true };
}

export function failureText(t: Translate, { code, detail }: Pick<Failure, 'code' | 'detail'>): string {
  const known = (code === 'would-fail' ? own(refusals, detail ?? '') : undefined) ?? own(sentences, code);
  if (known !== undefined) return t(known, detail ?? '');
  return t('failure_other', detail ?? code);
}
