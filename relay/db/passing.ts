/** PostgreSQL classes 08 (connection), 53 (resources), 57 (operator), 40 (rollback), and the sockets beneath. */
const passing = /^(08|53|57|40)|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT)$/;
/** What `pg` says without a code. */
const lostConnection = /^(Connection terminated|timeout exceeded|Client has encountered a connection error)/;

/** Whether the database failed for a reason that has nothing to do with what was asked. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return passing.test(code) || lostConnection.test(error.message);
}
