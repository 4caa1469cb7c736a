import { Ajv } from 'ajv';

/**
 * Label Studio's task format as its documentation tells it (labelstud.io/guide/task_format, /guide/predictions, /tags/choices, /tags/labels), as
 * JSON Schema: what it reads of a file of tasks, with the fields that it has and no others.
 */
const names = { type: 'array', minItems: 1, items: { type: 'string' } };
const result = {
  type: 'object',
  required: ['from_name', 'to_name', 'type', 'value'],
  additionalProperties: false,
  properties: {
    id: { type: 'string' },
    from_name: { type: 'string' },
    to_name: { type: 'string' },
    origin: { enum: ['manual', 'prediction', 'prediction-changed'] },
    type: { enum: ['choices', 'labels'] },
    value: {
      oneOf: [
        {
          type: 'object',
          required: ['choices'],
          additionalProperties: false,
          properties: { choices: names },
        },
        {
          type: 'object',
          required: ['start', 'end', 'text', 'labels'],
          additionalProperties: false,
          properties: {
            start: { type: 'integer', minimum: 0 },
            end: { type: 'integer', minimum: 0 },
            text: { type: 'string' },
            labels: names,
          },
        },
      ],
    },
  },
};

/** What somebody, or a model, says of a task. */
const saidOf = (properties: object) => ({
  type: 'object',
  required: ['result'],
  additionalProperties: false,
  properties: { ...properties, result: { type: 'array', items: result } },
});

const tasks = {
  type: 'array',
  items: {
    type: 'object',
    required: ['data'],
    additionalProperties: false,
    properties: {
      id: { type: 'integer' },
      data: { type: 'object', minProperties: 1 },
      meta: { type: 'object' },
      annotations: {
        type: 'array',
        items: saidOf({
          id: { type: 'integer' },
          unique_id: { type: 'string' },
          completed_by: { type: 'integer' },
          was_cancelled: { type: 'boolean' },
          ground_truth: { type: 'boolean' },
          created_at: { type: 'string', format: 'date-time' },
          updated_at: { type: 'string', format: 'date-time' },
          lead_time: { type: 'number', minimum: 0 },
        }),
      },
      predictions: {
        type: 'array',
        items: saidOf({
          model_version: { type: 'string' },
          score: { type: 'number', minimum: 0, maximum: 1 },
        }),
      },
    },
  },
};

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Whether Label Studio could read a file of tasks; what it could not read is in `errors`. */
export const readsLabelStudio = new Ajv({ formats: { 'date-time': isoTime } }).compile<unknown[]>(tasks);
