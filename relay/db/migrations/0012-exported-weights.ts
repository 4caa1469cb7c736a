import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  // What a label owns is a part of its state, and what a final campaign's dataset is called a part of the campaign's.
  'alter table settlements add column weight int8',
  'alter table labels add column weight int8',
  'alter table campaigns add column dataset text',
  // Files are hashes for the most part: pressing them together spares little room, and ingest waits for it.
  'alter table files alter column text set storage external',
  `update settlements s set weight = f.weight from findings f
    where s.state = 'paid' and (f.campaign, f.number, f.position) = (s.campaign, s.number, s.position)`,
  `update labels l set weight = s.weight from settlements s join batches b using (campaign, number)
    where l.batch = b.id and l.position = s.position and s.epoch = l.state_epoch and s.weight is not null`,
  `update campaigns c set dataset = entry ->> 'contentHash'
    from epochs e join files f on f.hash = e.statement_hash, json_array_elements(f.text::json -> 'entries') entry
    where e.epoch = c.final_epoch and e.state = 'active' and entry ->> 'campaign' = c.campaign`,
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
