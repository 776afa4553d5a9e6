import type { z } from '@hono/zod-openapi';
import { type Problem, problem } from './problem.ts';

/** A request whose parameters or body do not fit; carries the problem document of the answer. */
export class BadRequest extends Error {
  readonly document: Problem;
  constructor(document: Problem) {
    super(document.detail);
    this.name = 'BadRequest';
    this.document = document;
  }
}

/** Reads parameters or a body by its schema. Throws BadRequest that names each part that was refused. */
export function read<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ name: issue.path.join('.') || 'body', reason: issue.message }));
  const first = errors[0];
  const detail = first ? `${first.name}: ${first.reason}` : 'A parameter was refused.';
  throw new BadRequest(problem(400, 'bad-request', 'A parameter of the request cannot be used', detail, errors));
}
