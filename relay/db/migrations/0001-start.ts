import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  `create table campaigns (
    campaign text primary key, salt text not null, requester text not null, token text not null,
    terms_hash text not null, secret text not null, deposited numeric(39) not null, closes_at int8 not null,
    settle_by int8 not null, chain_state text not null, block int8 not null, credited numeric(39) not null default 0,
    open numeric(39) not null default 0, base_epoch int4 not null default 0, reserved numeric(39) not null default 0,
    next_number int8 not null default 0, final_epoch int4, max_labels int4 not null)`,
  `create table campaign_terms (
    campaign text not null references campaigns, terms_hash text not null, terms text not null,
    primary key (campaign, terms_hash))`,
  `create table delegations (
    hash text primary key, position bigserial not null, account text not null, pay_to text not null, key text not null,
    campaign text not null, blind text not null, not_after int8 not null, signer text not null,
    signature text not null)`,
  'create index on delegations (key, position desc)',
  'create index on delegations (account, pay_to)',
  `create table revocations (
    account text not null, key text not null, signature text not null, received_at int8 not null,
    primary key (account, key))`,
  `create table batches (
    hash text primary key, key text not null, sequence int8 not null, campaign text not null references campaigns,
    terms_hash text not null, count int4 not null, labels_root text not null, signature text not null,
    account text not null, number int8 not null, epoch int4 not null, pay_to text not null, received int4 not null,
    amount numeric(39) not null, refused text not null, duplicates text not null, accept_by int8 not null,
    receipt_key text not null, reported_epoch int4, unique (key, sequence), unique (campaign, number))`,
  'create index on batches (campaign, epoch)',
  'create index on batches (account, pay_to)',
  'create index on batches (campaign) where reported_epoch is null',
  `create table labels (
    campaign text not null, number int8 not null, position int4 not null, batch_hash text not null,
    account text not null, key text not null, pay_to text not null, task text not null, task_part text not null,
    body_part text not null, label text, active_ms int4 not null, price numeric(39) not null, accept_by int8 not null,
    epoch int4 not null, state text not null, state_epoch int4, credit numeric(39), code text, evidence text,
    reported_epoch int4, changed xid8 not null default pg_current_xact_id(),
    primary key (campaign, number, position))`,
  `create unique index on labels (account, task) where state <> 'refused'`,
  'create index on labels (account, changed, campaign, number, position)',
  `create index on labels (campaign) where state in ('received', 'held')`,
  `create table tasks (
    task text primary key, campaign text not null references campaigns, labels int4 not null default 0,
    closed boolean not null default false)`,
  'create index on tasks (campaign, labels)',
  `create table epochs (
    epoch int4 primary key, state text not null, opened_at int8 not null, cut_requested boolean not null default false,
    cut int8, previous int4, statement_hash text, submitted_at int8, activated_at int8, reason text)`,
  `create unique index on epochs (state) where state = 'open'`,
  `create unique index on epochs ((true)) where state in ('cut', 'submitted')`,
  `create table settlements (
    epoch int4 not null references epochs, campaign text not null, number int8 not null, position int4 not null,
    state text not null, credit numeric(39), code text, evidence text,
    primary key (epoch, campaign, number, position))`,
  'create table files (hash text primary key, text text not null)',
  `create table transactions (
    id bigserial primary key, name text not null unique, to_address text not null, data text not null,
    state text not null default 'queued', nonce int8, raw text, hash text, reason text, amount numeric(39))`,
  'create index on transactions (name text_pattern_ops)',
  `create index on transactions (id) where state in ('queued', 'sent')`,
  `create table sessions (
    token_hash text primary key, account text not null, device text not null, expires_at int8 not null)`,
  `create table nonces (
    key text not null, nonce text not null, expires_at int8 not null, primary key (key, nonce))`,
  'create table cursors (name text primary key, block int8 not null)',
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
