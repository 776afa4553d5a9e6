import { z } from 'zod';

/** One archived answer. Immutable. `sha256` is the digest of the payload: the body after the transfer coding, before content decoding. */
export const captureSchema = z.object({
  id: z.string(),
  source: z.string(),
  url: z.string(),
  capturedAt: z.string(),
  status: z.number().int(),
  /** The Content-Type header as sent, with its charset parameter; "" when there was none. */
  contentType: z.string(),
  sha256: z.string(),
  /** Payload bytes. */
  size: z.number().int(),
  warc: z.object({ file: z.string(), offset: z.number().int(), length: z.number().int() }),
  /** The capture that holds the payload, when this one is a revisit record. */
  revisitOf: z.string().nullable(),
  /** The SOCKS identity, so that captures of one session can be told apart; no secret. */
  session: z.string().nullable(),
  /** What made it, such as `leadline/0.1.0 http` or `import`. */
  tool: z.string(),
  /** SHA-256 over the previous link and this capture's digests: a change anywhere breaks every later link of the file. */
  chain: z.string(),
});
export type Capture = z.infer<typeof captureSchema>;

/** One HTTP exchange as it went over the wire, before archiving. `body` has no transfer coding but keeps its content coding. */
export interface Exchange {
  readonly source: string;
  readonly url: string;
  readonly at: string;
  readonly session: string | null;
  readonly tool: string;
  /** null for imported pages, which have no request. Header values still hold secrets here; the archive replaces them. */
  readonly request: {
    readonly method: 'GET' | 'HEAD';
    readonly headers: readonly (readonly [string, string])[];
  } | null;
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: Uint8Array;
  };
}

/** First value of a header, by case-insensitive name. */
export const header = (headers: readonly (readonly [string, string])[], name: string): string | null =>
  headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
