import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { Doors, type RelayTry, type RestoreTry } from '../../../components/welcome/doors.tsx';
import { CallFailed, passphraseLength } from '../../../lib/messages.ts';
import type { RecoveryView } from '../../../lib/view/overview.ts';
import { byName, click, draw, settle } from './drawing.tsx';
import { open, submit, type } from './open-panel.tsx';
import { address, campaign, earnings, hex32, label, money, overview } from './samples.ts';
import { english, spanish } from './words.ts';

const { t } = english;
const none: RecoveryView = { savedAt: null, newer: 1, restorable: false };
const passphrase = 'four words and a horse';
const made = { text: '{"glosa":"recovery"}', madeAt: Date.UTC(2026, 10, 27), leftOut: 0 };
const failing = (code: string) => () => {
  throw new CallFailed({ code, detail: null, retry: false });
};

const form = (root: ParentNode) => root.querySelector('form') ?? document.createElement('form');
const fields = (root: ParentNode) => [...root.querySelectorAll<HTMLInputElement>('input[type=password]')];

async function fillTwice(root: ParentNode, first = passphrase, again = first): Promise<void> {
  const [one, two] = fields(root);
  await type(one!, first);
  await type(two!, again);
  await submit(form(root));
}

async function openEarnings(recovery: RecoveryView, calls: object = {}, more = earnings()) {
  const opened = await open(overview({ earnings: [more], recovery }), {
    calls: { makeRecovery: () => made, ...calls },
  });
  await opened.go(t('section_earnings'));
  return opened;
}

test('the first claim offers a recovery file first: saved, then claimed', async () => {
  const { root, called, download } = await openEarnings(none);
  await click(byName(root, 'button', t('claim')));
  expect(called('claim')).toEqual([]);
  const title = byName(root, 'h2', t('offer_title'));
  expect(document.activeElement).toBe(title);
  expect(form(root).getAttribute('aria-labelledby')).toBe(title.id);
  await fillTwice(root);
  expect(called('makeRecovery')).toEqual([{ passphrase }]);
  expect(download).toHaveBeenCalledWith('glosa-recovery-2026-11-27.json', made.text);
  expect(called('noteRecovery')).toEqual([{ madeAt: made.madeAt }]);
  expect(called('claim')).toEqual([{ payTo: address('c'), token: address('7') }]);
});

test('the offer can be declined, or left, and what fails claims nothing', async () => {
  const { root, called, download } = await openEarnings(none, {
    makeRecovery: failing('recovery-too-large'),
  });
  await click(byName(root, 'button', t('claim')));
  await fillTwice(root);
  expect(root.textContent).toContain(t('failure_recovery_too_large'));
  expect(download).not.toHaveBeenCalled();
  expect(called('claim').length + called('noteRecovery').length).toBe(0);
  byName(root, 'button', t('cancel')).focus();
  await click(byName(root, 'button', t('cancel')));
  expect(document.activeElement).toBe(byName(root, 'button', t('claim')));
  expect(root.textContent).not.toContain(t('offer_title'));
  await click(byName(root, 'button', t('claim')));
  await click(byName(root, 'button', t('claim_without')));
  expect(called('claim')).toHaveLength(1);
});

test('once a claim was asked for, the other addresses are not held up', async () => {
  const both = [earnings(), earnings({ payTo: address('d') })];
  const { root, go, called } = await open(overview({ earnings: both, recovery: none }));
  await go(t('section_earnings'));
  const [one, two] = [...root.querySelectorAll('li.earnings')];
  await click(byName(one!, 'button', t('claim')));
  await click(byName(one!, 'button', t('claim_without')));
  await click(byName(two!, 'button', t('claim')));
  expect(called('claim')).toHaveLength(2);
});

test('no claim is held up once there is a file, or was a claim', async () => {
  const saved = await openEarnings({ ...none, savedAt: 1 });
  await click(byName(saved.root, 'button', t('claim')));
  expect(saved.called('claim')).toHaveLength(1);
  const mined = { state: 'mined', amount: money('1'), txHash: null } as const;
  const again = await openEarnings(none, {}, earnings({ claim: mined }));
  await click(byName(again.root, 'button', t('claim')));
  expect(again.called('claim')).toHaveLength(1);
});

test.each([
  ['short', 'short', 'passphrase_short'],
  [passphrase, `${passphrase}!`, 'passphrase_differs'],
] as const)('the passphrase %s, then %s, is not taken', async (first, again, said) => {
  const { root, called } = await openEarnings(none);
  await click(byName(root, 'button', t('recovery_make')));
  await fillTwice(root, first, again);
  expect(called('makeRecovery')).toEqual([]);
  const sentence = t(said, passphraseLength.least);
  expect(byName(root, '[role=alert]', sentence).textContent).toBe(sentence);
  expect(fields(root).map((field) => field.getAttribute('aria-invalid'))).toEqual(['true', 'true']);
});

test('says when a file was saved, and quietly how much is newer', async () => {
  const old = await openEarnings({ savedAt: Date.UTC(2026, 10, 1), newer: 3, restorable: false });
  expect(old.root.textContent).toContain('Nov 1, 2026');
  expect(old.root.textContent).toContain(t('recovery_newer_many', 3));
  expect(byName(old.root, 'button', t('recovery_again')).className).toBe('quiet');
  const fresh = await openEarnings({ savedAt: 1, newer: 0, restorable: false });
  expect(fresh.root.textContent).not.toContain(t('recovery_again'));
  const unsaved = await openEarnings(none);
  expect(unsaved.root.textContent).toContain(t('recovery_none'));
});

test('says what a file had no room for', async () => {
  const { root } = await openEarnings(none, { makeRecovery: () => ({ ...made, leftOut: 12 }) });
  await click(byName(root, 'button', t('recovery_make')));
  await fillTwice(root);
  expect(root.textContent).toContain(t('recovery_left_out', 12));
});

async function chooseFile(root: ParentNode, file: File): Promise<void> {
  const input = root.querySelector<HTMLInputElement>('input[type=file]');
  Object.defineProperty(input, 'files', { value: [file] });
  await settle(() => void input?.dispatchEvent(new Event('change', { bubbles: true })));
}

test('an idle profile is restored from the panel', async () => {
  const idle = { savedAt: null, newer: 0, restorable: true };
  const { root, go, called } = await open(overview({ recovery: idle }), {
    calls: { restore: () => ({ account: address('1'), receipts: 2 }) },
  });
  await go(t('section_earnings'));
  await submit(form(root));
  expect(root.textContent).toContain(t('restore_no_file'));
  await chooseFile(root, new File([made.text], 'r.json'));
  await type(fields(root)[0]!, passphrase);
  await submit(form(root));
  await settle();
  expect(called('restore')).toEqual([{ text: made.text, passphrase }]);
  expect(byName(root, '[role=status]', t('restored_many', 2))).toBeDefined();
  expect(root.querySelector('form')).toBeNull();
});

test('where there is work, nothing can be restored', async () => {
  const { root } = await openEarnings(none);
  expect(root.querySelector('input[type=file]')).toBeNull();
});

test('the welcome page has the same door, and says why it stays shut', async () => {
  const relay = createStore<RelayTry>()(() => ({ busy: false, failure: null, campaigns: null }));
  const restore = createStore<RestoreTry>()(() => ({ busy: false, failure: null, restored: null }));
  const asked: [string, string][] = [];
  const onRestore = (file: File, typed: string) => void asked.push([file.name, typed]);
  const root = await draw(
    <Doors
      {...{ relay, restore, onRestore }}
      onRelay={() => {}}
      onPanel={() => {}}
      onPrivate={() => {}}
      onConsole={() => {}}
    />,
    { language: spanish },
  );
  const way = [...root.querySelectorAll('form')].at(-1)!;
  await chooseFile(way, new File(['{}'], 'old.json'));
  await type(fields(way)[0]!, 'x');
  await submit(way);
  expect(asked).toEqual([['old.json', 'x']]);
  for (const [code, key] of [
    ['recovery-passphrase', 'failure_recovery_passphrase'],
    ['recovery-damaged', 'failure_recovery_damaged'],
    ['recovery-not-ours', 'failure_recovery_not_ours'],
    ['recovery-newer', 'failure_recovery_newer'],
    ['recovery-unreadable', 'failure_recovery_unreadable'],
    ['profile-has-work', 'failure_profile_has_work'],
  ] as const) {
    await settle(() => restore.setState({ failure: { code, detail: null, retry: false } }));
    expect(root.textContent).toContain(spanish.t(key));
  }
  await settle(() => restore.setState({ failure: null, restored: 1 }));
  expect(root.textContent).toContain(spanish.t('restored_one', 1));
  expect(byName(root, 'button', spanish.t('open_panel'))).toBeDefined();
});

test('who is paid can be changed in a joined campaign, and it is said when the relay knows', async () => {
  const joined = campaign({ joined: true, granted: true, payTo: address('a'), payToTold: false });
  const { root, go, called } = await open(overview({ campaigns: [joined] }));
  await go(t('section_campaigns'));
  await click(byName(root, 'button.row', 'Market mood'));
  const input = root.querySelector('input')!;
  expect(input.value).toBe(address('a'));
  expect(root.textContent).toContain(t('pay_to_untold'));
  await type(input, '0x12');
  await submit(form(root));
  expect(root.textContent).toContain(t('pay_to_wrong'));
  expect(called('changePayTo')).toEqual([]);
  await type(input, address('b'));
  await submit(form(root));
  await type(input, '');
  await submit(form(root));
  expect(called('changePayTo')).toEqual([
    { campaign: hex32('1'), payTo: address('b') },
    { campaign: hex32('1'), payTo: null },
  ]);
  expect(root.textContent).toContain(t('pay_to_changed'));
});

test('a duplicate names the batch that was first', async () => {
  const reason = { code: 'duplicate', detail: hex32('d') };
  const { root, go } = await open(overview({ labels: [label({ state: 'refused', reason })] }));
  await go(t('section_labels'));
  expect(root.textContent).toContain(`${t('reason_first_batch')} ${hex32('d')}`);
});
