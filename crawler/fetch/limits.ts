/** What one answer may cost. Bytes, milliseconds of real time, and counts. */
export interface FetchLimits {
  /** Body bytes on the wire. */
  readonly bodyBytes: number;
  /** Body bytes after content decoding. */
  readonly decodedBytes: number;
  /** Decoded over wire bytes; tested once the decoded body is larger than `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Until the proxy greets back, which one on this machine does at once. */
  readonly greetingMs: number;
  /** Until the first byte of the answer. */
  readonly connectMs: number;
  /** Between two pieces of the answer. */
  readonly idleMs: number;
  /** From the request to the last byte. */
  readonly totalMs: number;
  readonly headerBytes: number;
  readonly headerCount: number;
  readonly redirects: number;
}

export const defaultLimits: FetchLimits = {
  bodyBytes: 8 * 1_048_576,
  decodedBytes: 8 * 1_048_576,
  ratio: 100,
  ratioFromBytes: 262_144,
  greetingMs: 10_000,
  connectMs: 90_000,
  idleMs: 30_000,
  totalMs: 180_000,
  headerBytes: 32_768,
  headerCount: 200,
  redirects: 5,
};
