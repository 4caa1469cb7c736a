import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  `create table appeals (
    batch int8 not null, position int4 not null, campaign text not null references campaigns, account text not null,
    signature text not null, epoch int4 not null, decide_by int8 not null, rejected_epoch int4 not null,
    evidence text not null, outcome text, decided_epoch int4, primary key (batch, position))`,
  'create index on appeals (campaign, account)',
  'create index on appeals (decided_epoch)',
  `create table reopened (
    task bytea primary key, campaign text not null references campaigns, from_number int8 not null, labels int4 not null,
    most int4 not null, price numeric(39) not null, until int8 not null, closed_epoch int4)`,
  'create index on reopened (campaign)',
  `create table rests (
    task bytea primary key, campaign text not null references campaigns, until int8 not null)`,
  'create index on rests (campaign)',
  `alter table campaigns add column appeals_paid numeric(39) not null default 0,
    add column appeals_bound numeric(39) not null default 0`,
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
