import type { Handler } from 'hono';
import { Registry } from 'prom-client';
import type { Context } from '../../context.ts';
import { stateMetrics } from '../../metrics/state.ts';

/** For Prometheus, in its text format. */
export const getMetrics = (context: Context): Handler => {
  const state = stateMetrics(context);
  const all = Registry.merge([context.metrics.registry, state.registry]);
  return async (exchange) => {
    await state.read();
    return exchange.body(await all.metrics(), 200, { 'content-type': all.contentType });
  };
};
