import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Capture, header } from '../model/capture.ts';
import { LeadlineError } from '../model/errors.ts';
import { sha256 } from '../model/ids.ts';
import { answerOf, originalOf } from './capture-record.ts';
import { decodeBody } from './decode.ts';
import type { HttpResponse } from './http-message.ts';
import type { Headers } from './redact.ts';
import { fieldsOf } from './warc-reader.ts';

const maxRecordBytes = 256 * 1024 * 1024;

export const corrupt = (place: Capture['warc'], message: string, cause?: unknown): LeadlineError =>
  new LeadlineError('archive-corrupt', message, {
    where: `${place.file}:${place.offset}`,
    hint: 'Run "leadline evidence verify" to see what else is damaged.',
    cause,
  });

export interface StoredRecord {
  readonly fields: Headers;
  readonly block: Buffer;
}

/** Reads one record of the archive by its place. Throws `archive-corrupt` when there is none. */
export async function recordAt(dir: string, place: Capture['warc']): Promise<StoredRecord> {
  try {
    const file = await open(join(dir, basename(place.file)), 'r');
    try {
      const bytes = Buffer.alloc(place.length);
      await file.read(bytes, 0, bytes.length, place.offset);
      const record = gunzipSync(bytes, { maxOutputLength: maxRecordBytes });
      const end = record.indexOf('\r\n\r\n') + 4;
      const fields = fieldsOf(record.subarray(0, end));
      return { fields, block: record.subarray(end, end + Number(header(fields, 'Content-Length'))) };
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw corrupt(place, `The archive has no readable record at byte ${place.offset} of ${place.file}.`, cause);
  }
}

function responseAt(place: Capture['warc'], record: StoredRecord): HttpResponse {
  const response = answerOf(record.fields, record.block);
  if (!response) throw corrupt(place, `The record at byte ${place.offset} of ${place.file} is no HTTP answer.`);
  return response;
}

/** The payload of `capture`, content coding removed. Throws `archive-corrupt` when it is not what the capture states, or a GiveUp of decodeBody. */
export async function readPayload(dir: string, capture: Capture): Promise<Uint8Array> {
  const place = capture.warc;
  const record = await recordAt(dir, place);
  if (header(record.fields, 'Leadline-Capture') !== capture.id)
    throw corrupt(place, `The record at byte ${place.offset} of ${place.file} is not capture ${capture.id}.`);
  const own = responseAt(place, record);
  const original = originalOf(record.fields);
  const holder = original ? responseAt(original, await recordAt(dir, original)) : own;
  if (sha256(holder.body) !== capture.sha256)
    throw corrupt(
      original ?? place,
      `The payload of capture ${capture.id} does not have the digest ${capture.sha256}.`,
    );
  const notModified = /server-not-modified$/.test(header(record.fields, 'WARC-Profile') ?? '');
  return decodeBody(holder.body, header((notModified ? holder : own).headers, 'content-encoding'));
}
