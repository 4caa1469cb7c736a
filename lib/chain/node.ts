import { type Client, createClient, http } from 'viem';

/** A node, without the actions that nobody here takes: each comes with its own code. */
export const nodeAt = (rpcUrl: string): Client =>
  createClient({ ccipRead: false, transport: http(rpcUrl, { timeout: 10_000, retryCount: 1 }) });
