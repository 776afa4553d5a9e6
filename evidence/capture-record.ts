import { type Capture, header } from '../model/capture.ts';
import { parseDigest } from './digest.ts';
import { parseResponse } from './http-message.ts';
import type { Headers } from './redact.ts';

/** The capture that a `response` or `revisit` record of Leadline states, from that record alone; null for any other record. */
export function captureOf(fields: Headers, block: Uint8Array, warc: Capture['warc']): Capture | null {
  const value = (name: string) => header(fields, name);
  const id = value('Leadline-Capture');
  const digest = parseDigest(value('WARC-Payload-Digest') ?? '');
  const response = id === null ? null : parseResponse(block);
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
  };
}

/** The place of the payload that a revisit record repeats: `offset length file`. */
export function originalOf(fields: Headers): Capture['warc'] | null {
  const match = /^(\d+) (\d+) ([^/\\]+)$/.exec(header(fields, 'Leadline-Original') ?? '');
  return match ? { file: match[3] ?? '', offset: Number(match[1]), length: Number(match[2]) } : null;
}
