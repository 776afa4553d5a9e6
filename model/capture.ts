import { z } from 'zod';

/**
 * What a record is of a page that a browser drew: something it was drawn from (the document as sent, data that its scripts loaded), the page as
 * drawn, which is the one that is read, or its picture.
 */
const drawingParts = ['material', 'drawn', 'picture'] as const;

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
  /** Absent: an answer as any other. */
  part: z.enum(drawingParts).optional(),
  /** That the page says its record is gone proves nothing yet: the record may only be hidden, and is looked for again. */
  unconfirmed: z.literal(true).optional(),
  /** Of what is drawn: the capture that holds the document as it was sent. */
  drawnFrom: z.string().optional(),
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
    /** From the request to the head of the answer, in real time; absent where it was not measured. */
    readonly firstByteMs?: number;
  };
  readonly part?: Part;
  /** See Capture. */
  readonly unconfirmed?: true;
}

/** `of` is the document as it was sent. The body of what is drawn was made here and never came over the wire. */
export type Part = { readonly kind: 'material' } | { readonly kind: 'drawn' | 'picture'; readonly of: Exchange };

/** Only what says something: not the empty shell of a page that a script fills, and no picture. */
export const isRead = ({ part }: Pick<Capture, 'part'>): boolean => part === undefined || part === 'drawn';

/** First value of a header, by case-insensitive name. */
export const header = (headers: readonly (readonly [string, string])[], name: string): string | null =>
  headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
