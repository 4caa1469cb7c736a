/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const most = 4000;

/** The rows in pieces that one statement can carry, of at most 16 columns. */
export const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / most) }, (_, n) => rows.slice(n * most, (n + 1) * most));
