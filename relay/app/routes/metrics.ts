import type { Handler } from 'hono';
import type { Context } from '../../context.ts';
import { stateMetrics } from '../../metrics/state.ts';

/** For Prometheus, in its text format. */
export const getMetrics = (context: Context): Handler => {
  const { registry } = context.metrics;
  const readState = stateMetrics(context);
  return async (exchange) => {
    await readState();
    return exchange.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  };
};
