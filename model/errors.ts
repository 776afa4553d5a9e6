/** Every error that a person can meet, by code: what it means and what to do. docs/errors.md lists the same codes (test). */
export const errorCodes = {
  usage: 'The command was called in a way it does not understand.',
  'config-invalid': 'leadline.yaml has an unknown key or a bad value.',
  'config-missing': 'The configuration file named on the command line does not exist.',
  'profile-invalid': 'A site profile has an unknown key, a bad value or a selector that does not parse.',
  'profile-missing': 'No site profile has that name.',
  'nothing-to-infer': 'None of the saved pages shows a listing, a list or a vendor, so no profile can be drafted.',
  'layout-changed': 'A required field is found on clearly fewer pages than before; the site may have a new layout.',
  'query-syntax': 'The query cannot be read; the message points at the column.',
  'not-found': 'Nothing is stored under that id or name.',
  exists: 'Something is already stored under that id.',
  'file-unreadable': 'A file named on the command line cannot be read.',
  'format-unknown': 'The file is of no format that can be imported.',
  'proxy-missing': 'No SOCKS proxy is configured, so nothing is fetched.',
  'proxy-insecure': 'The proxy address would leak host names; only socks5h:// is accepted.',
  'proxy-down': 'The SOCKS proxy does not answer, so nothing is fetched.',
  'address-invalid': 'The address of a source is not one that Leadline can fetch.',
  'host-unreachable': 'The proxy could not reach the host.',
  'fetch-timeout': 'The answer took longer than the limit.',
  'fetch-interrupted': 'The connection broke before the answer was complete.',
  'body-too-large': 'The answer is larger than the limit, packed or unpacked.',
  'body-ratio': 'The answer unpacks to far more than it should; it looks like a decompression bomb.',
  'body-corrupt': 'The answer ends before its compressed stream does, or does not decompress.',
  'headers-too-large': 'The answer has more header bytes than the limit.',
  'redirect-loop': 'The address redirects in a circle or too often.',
  'redirect-away': 'The address redirects outside its source.',
  'http-status': 'The server answered with an error status.',
  'login-required': 'The session has ended; a person has to log in.',
  captcha: 'The site asks for a captcha; a person has to solve it.',
  banned: 'The site refuses this account or circuit.',
  queue: 'The site keeps visitors in a waiting room.',
  'page-too-deep': 'The page is nested deeper than the limit.',
  'page-too-many-nodes': 'The page has more elements than the limit.',
  'page-too-many-attributes': 'The page has more attributes than the limit.',
  'page-too-large': 'The page is larger than the limit.',
  'page-too-slow': 'Reading the page took longer than the limit; its reader was ended.',
  'page-crashed': 'The reader of the page ended, most likely for want of memory.',
  'readers-down': 'The processes that read pages cannot be started, so no page is read.',
  'port-taken': 'The pages cannot be served at this address and port.',
  'storage-locked': 'Another Leadline process works on this data folder.',
  'storage-corrupt': 'The database does not pass its integrity check.',
  'storage-version': 'The store was written by a newer Leadline, or its server is of a version that cannot be used.',
  'storage-down': 'The storage server cannot be reached, or cannot answer now.',
  'storage-denied': 'The storage server refuses the user name, the password or what is asked.',
  'disk-full': 'The disk is full or cannot be written.',
  'archive-corrupt': 'An archive record does not match its digest or the hash chain.',
  'lease-lost': 'Another worker holds this source now.',
  conflict: 'The record was changed by someone else meanwhile.',
  stopped: 'The work was interrupted; what was done is saved.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An error for people: what happened (message), where, and what to do next (hint). */
export class LeadlineError extends Error {
  readonly code: ErrorCode;
  readonly where: string | null;
  readonly hint: string | null;
  constructor(code: ErrorCode, message: string, options: { where?: string; hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.where = options.where ?? null;
    this.hint = options.hint ?? null;
  }
}

/** The work may succeed later: time-outs, 429, 5xx, queues, a proxy that is down. `afterMs` is the server's own wish, if it gave a sane one. */
export class TryLater extends LeadlineError {
  readonly afterMs: number | null;
  constructor(
    code: ErrorCode,
    message: string,
    options: { afterMs?: number | null; where?: string; hint?: string; cause?: unknown } = {},
  ) {
    super(code, message, options);
    this.afterMs = options.afterMs ?? null;
  }
}

/** Only a person can help: login, captcha, ban, a missing proxy. */
export class NeedsOperator extends LeadlineError {}

/** Never worth another attempt: 404, a bomb, a redirect away. */
export class GiveUp extends LeadlineError {}

export const isCode = (error: unknown, code: ErrorCode): boolean =>
  error instanceof LeadlineError && error.code === code;
