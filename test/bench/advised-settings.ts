/** PostgreSQL as docs/relay.md advises it where there are many labels. */
export const advisedSettings = ['shared_buffers=2GB', 'max_wal_size=8GB'];
