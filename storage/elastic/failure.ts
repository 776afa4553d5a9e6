import { errors } from '@elastic/elasticsearch';
import { type ErrorCode, errorText, LeadlineError } from '../../model/errors.ts';

const passingStatuses: ReadonlySet<number | undefined> = new Set([408, 429, 502, 503, 504]);

/** What the server said, in short. */
function reasonOf(error: errors.ResponseError): string {
  const body: unknown = error.body;
  const inner: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : body;
  if (typeof inner === 'object' && inner !== null && 'reason' in inner) return String(inner.reason);
  return error.message;
}

const isBlock = (error: errors.ResponseError): boolean => /cluster_block_exception|blocked by:/.test(error.message);

/** An index that is being moved into a new form refuses writes for a moment (block 8); a server that starts refuses all (1, 2). */
const isPassingBlock = (reason: string): boolean => /\/(1|2|8)\//.test(reason) && !/\/(5|12|6)\//.test(reason);

/** Whether one item of a bulk failed for a reason that may be gone in a moment. */
export const isPassingStatus = (status: number, reason: string): boolean =>
  /blocked by:/.test(reason) ? isPassingBlock(reason) : passingStatuses.has(status);

/** Whether the same request may succeed in a moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof errors.ResponseError) {
    if (isBlock(error)) return isPassingBlock(`${error.message} ${reasonOf(error)}`);
    return passingStatuses.has(error.statusCode);
  }
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  );
}

const say = (code: ErrorCode, message: string, where: string, hint: string, cause: unknown): LeadlineError =>
  new LeadlineError(code, message, { where, hint, cause });

/** A write that the server refuses because of the disk or by somebody's order. */
export const unwritable = (reason: string, where: string, cause?: unknown): LeadlineError =>
  /\/12\/|flood/.test(reason)
    ? say(
        'disk-full',
        'The disk of Elasticsearch is nearly full, so it takes no more writes',
        where,
        'free some space on its disk; it goes on by itself within a minute, and what was saved before is safe',
        cause,
      )
    : say(
        'disk-full',
        `Elasticsearch is read-only: ${reason}`,
        where,
        'remove the block (index.blocks.read_only_allow_delete, index.blocks.read_only or cluster.blocks.read_only) and try again',
        cause,
      );

export const missingIndex = (reason: string, where: string, cause?: unknown): LeadlineError =>
  say(
    'storage-corrupt',
    `An index of Leadline is missing: ${reason}`,
    where,
    'restore it from a snapshot, or start Leadline again: it makes what is missing, and `leadline reextract` fills it from the archive',
    cause,
  );

function explainedResponse(error: errors.ResponseError, where: string): unknown {
  const reason = reasonOf(error);
  const status = error.statusCode;
  if (isBlock(error) && !isPassing(error)) return unwritable(reason, where, error);
  if (status === 401 || status === 403)
    return say(
      'storage-denied',
      status === 401 ? 'Elasticsearch refuses the user name or the password' : `Elasticsearch forbids this: ${reason}`,
      where,
      'check elastic.username and elastic.passwordFile in leadline.yaml; the user needs all rights on the indices of the prefix',
      error,
    );
  if (status === 413)
    return say(
      'usage',
      'This is more than Elasticsearch takes at once',
      where,
      'nothing of it was written; write less at once, or raise http.max_content_length of the server',
      error,
    );
  if (status === 404 && /index_not_found_exception|no such index/.test(error.message))
    return missingIndex(reason, where, error);
  if (isPassing(error))
    return say(
      'storage-down',
      `Elasticsearch is there and cannot answer: ${reason}`,
      where,
      'look at its log and its health; nothing that was saved is lost',
      error,
    );
  return error;
}

/** The error of a request as one for people; a refusal that no operator can mend comes out unchanged. */
export function explained(error: unknown, where: string): unknown {
  if (error instanceof errors.ResponseError) return explainedResponse(error, where);
  if (error instanceof errors.ProductNotSupportedError)
    return say(
      'storage-version',
      'The server at this address is not Elasticsearch',
      where,
      'give the address of an Elasticsearch 9 server in elastic.node',
      error,
    );
  if (error instanceof errors.ConfigurationError)
    return say(
      'storage-down',
      `The address of Elasticsearch cannot be used: ${error.message}`,
      where,
      'write it as http://HOST:9200 in elastic.node',
      error,
    );
  if (error instanceof errors.TimeoutError)
    return say(
      'storage-down',
      'Elasticsearch does not answer in time',
      where,
      'look at its load and its disk; Leadline goes on once it answers',
      error,
    );
  if (isPassing(error))
    return say(
      'storage-down',
      `Elasticsearch cannot be reached: ${errorText(error)}`,
      where,
      'start it, or correct elastic.node in leadline.yaml; nothing that was saved is lost',
      error,
    );
  return error;
}
