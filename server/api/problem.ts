import { type ErrorCode, errorCodes, LeadlineError } from '../../model/errors.ts';

/** RFC 9457. `code` is Leadline's own; `errors` name the parameters that were refused. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly where?: string;
  readonly hint?: string;
  readonly errors?: readonly { readonly name: string; readonly reason: string }[];
}

const statuses: Partial<Readonly<Record<ErrorCode, number>>> = {
  usage: 400,
  'query-syntax': 400,
  'not-found': 404,
  'look-alike': 409,
  exists: 409,
  conflict: 409,
  'storage-locked': 503,
  'disk-full': 507,
};

export const statusOf = (error: unknown): number =>
  error instanceof LeadlineError ? (statuses[error.code] ?? 500) : 500;

/** A LeadlineError as a problem document; anything else says only that it happened, since its text is for the log. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof LeadlineError)) {
    return {
      type: 'about:blank',
      title: 'Internal error',
      status: 500,
      detail: 'Leadline failed to answer; its log says why.',
      code: 'internal',
    };
  }
  return {
    type: `/docs#${error.code}`,
    title: errorCodes[error.code],
    status: statusOf(error),
    detail: error.message.split('\n')[0] ?? error.message,
    code: error.code,
    ...(error.where === null ? {} : { where: error.where }),
    hint: error.hint,
  };
}

export const problem = (
  status: number,
  code: string,
  title: string,
  detail: string,
  errors?: Problem['errors'],
): Problem => ({ type: 'about:blank', title, status, detail, code, ...(errors ? { errors } : {}) });

export const problemAnswer = (document: Problem): Response =>
  new Response(JSON.stringify(document), {
    status: document.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  });
