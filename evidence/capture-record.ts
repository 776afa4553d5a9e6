import { type Capture, captureSchema, header } from '../model/capture.ts';
import { parseDigest } from './digest.ts';
import { type HttpResponse, parseResponse } from './http-message.ts';
import type { Headers } from './redact.ts';

/** What a record holds: an HTTP answer, or a drawing, whose status and type stand in fields. Null for any other record. */
export function answerOf(fields: Headers, block: Uint8Array): HttpResponse | null {
  const status = header(fields, 'Leadline-Status');
  if (status === null) return parseResponse(block);
  const contentType = header(fields, 'Leadline-Content-Type') ?? '';
  return { status: Number(status), statusText: '', headers: [['Content-Type', contentType]], body: block };
}

/** A part of a name that a later version may have given is taken for none. */
const drawingOf = (part: string | null, from: string | null): Pick<Capture, 'part' | 'drawnFrom'> => ({
  ...(part === null ? {} : { part: captureSchema.shape.part.catch(undefined).parse(part) }),
  ...(from === null ? {} : { drawnFrom: from }),
});

/** The capture that a `response`, `revisit` or `conversion` record of Leadline states, from that record alone; null for any other record. */
export function captureOf(fields: Headers, block: Uint8Array, warc: Capture['warc']): Capture | null {
  const value = (name: string) => header(fields, name);
  const id = value('Leadline-Capture');
  const digest = parseDigest(value('WARC-Payload-Digest') ?? '');
  const response = id === null ? null : answerOf(fields, block);
  if (id === null || response === null || digest?.algorithm !== 'sha256') return null;
  return {
    id,
    source: value('Leadline-Source') ?? '',
    url: value('WARC-Target-URI') ?? '',
    capturedAt: value('WARC-Date') ?? '',
    status: response.status,
    contentType: value('Leadline-Content-Type') ?? header(response.headers, 'content-type') ?? '',
    sha256: digest.hex,
    size: Number(value('Leadline-Payload-Size')),
    warc,
    revisitOf: value('Leadline-Revisit-Of'),
    session: value('Leadline-Session'),
    tool: value('Leadline-Tool') ?? '',
    chain: value('Leadline-Chain') ?? '',
    ...(value('Leadline-Unconfirmed') === null ? {} : { unconfirmed: true }),
    ...drawingOf(value('Leadline-Part'), value('Leadline-Drawn-From')),
  };
}

/** The place of the payload that a revisit record repeats: `offset length file`. */
export function originalOf(fields: Headers): Capture['warc'] | null {
  const match = /^(\d+) (\d+) ([^/\\]+)$/.exec(header(fields, 'Leadline-Original') ?? '');
  return match ? { file: match[3] ?? '', offset: Number(match[1]), length: Number(match[2]) } : null;
}
