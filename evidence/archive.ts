import { join } from 'node:path';
import type { Capture, Exchange } from '../model/capture.ts';
import { type Clock, iso } from '../model/clock.ts';
import { LeadlineError } from '../model/errors.ts';
import { captureId, sha256 } from '../model/ids.ts';
import type { Archive, OnDamage } from '../model/ports.ts';
import { archiveFiles, cannotWrite, makeDirectory, type OpenFile, openFile as openOnDisk } from './archive-files.ts';
import { corrupt, readPayload, recordAt } from './archive-record.ts';
import { captureOf, originalOf } from './capture-record.ts';
import { oneLine } from './http-message.ts';
import { type DrawnFrom, exchangeRecords, type Original, type Revisit, recordId } from './records.ts';
import { recoverTail } from './recover.ts';
import { type Redactor, redactor } from './redact.ts';
import { walkWarc } from './walk.ts';
import { openWriter } from './warc-writer.ts';

export interface ArchiveOptions {
  /** Made when it does not exist. */
  readonly dir: string;
  /** Names the files of this writer; two writers never share a name. Letters, digits, dots and dashes. */
  readonly worker: string;
  readonly clock: Clock;
  /** Keys the digests that stand in the place of cookies, tokens and passwords. */
  readonly secret: string;
  /** Size at which a file is closed and the next one begun; 256 MB by default. */
  readonly maxFileBytes?: number;
  /** How a file is opened for writing; a test puts a full disk here. */
  readonly openFile?: OpenFile;
}

/** An address as a WARC field can hold it; everything but blanks, controls, quotes and angle brackets stays as it is. */
const fieldUrl = (url: string): string =>
  url
    .toWellFormed()
    .trim()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
    .replace(/[\x00-\x20\x7f<>"]|\s/g, (c) => encodeURIComponent(c));

function isoDate(at: string): string {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) throw new LeadlineError('usage', `"${at}" is no date that an archive record can have.`);
  return iso(ms);
}

/** What is written: no secrets, one line per value, the date in one form. */
function withoutSecrets(exchange: Exchange, redact: Redactor): Exchange {
  const { request, response } = exchange;
  return {
    source: oneLine(exchange.source),
    url: redact.url(fieldUrl(exchange.url)),
    at: isoDate(exchange.at),
    session: exchange.session === null ? null : oneLine(exchange.session),
    tool: oneLine(exchange.tool),
    request: request && { method: request.method, headers: redact.requestHeaders(request.headers) },
    response: { ...response, headers: redact.responseHeaders(response.headers) },
    ...(exchange.unconfirmed ? { unconfirmed: true } : {}),
    ...(exchange.part ? { part: exchange.part } : {}),
  };
}

const idOfExchange = ({ source, url, at, response }: Exchange): string =>
  captureId(source, url, at, sha256(response.body));

/** The names of the newest records by their capture, so that a drawing can name the record of its document. */
function createRecent(redact: Redactor) {
  const records = new Map<string, string>();
  return {
    add({ id, warc }: Capture): void {
      records.set(id, recordId(warc.file, warc.offset));
      const oldest = records.size > 256 ? records.keys().next().value : undefined;
      if (oldest !== undefined) records.delete(oldest);
    },
    drawnFrom({ part }: Exchange): DrawnFrom | null {
      if (part === undefined || part.kind === 'material') return null;
      const capture = idOfExchange(withoutSecrets(part.of, redact));
      return { capture, record: records.get(capture) ?? null };
    },
  };
}

/** The record that holds the payload of `previous`: its own, or the one that it repeats. */
async function originalRecord(dir: string, previous: Capture): Promise<Original> {
  const { id, url, capturedAt, warc } = previous;
  if (previous.revisitOf === null) return { capture: id, url, capturedAt, ...warc };
  const place = originalOf((await recordAt(dir, warc)).fields);
  const record = place && (await recordAt(dir, place));
  const original = record && captureOf(record.fields, record.block, place);
  if (!original) return { capture: id, url, capturedAt, ...warc };
  return { capture: original.id, url: original.url, capturedAt: original.capturedAt, ...original.warc };
}

async function revisitOf(dir: string, response: Exchange['response'], previous: Capture): Promise<Revisit | null> {
  const notModified = response.status === 304;
  const same = response.body.length > 0 && sha256(response.body) === previous.sha256;
  return same || notModified ? { of: await originalRecord(dir, previous), previous, notModified } : null;
}

async function* listCaptures(dir: string, onDamage: OnDamage | null = null): AsyncGenerator<Capture> {
  const files = await archiveFiles(dir);
  const newest = new Map(files.map((file) => [file.worker, file.name]));
  for (const { name, worker } of files) {
    for await (const step of walkWarc(join(dir, name))) {
      if (step.kind === 'damage') {
        // A record at the very end that is still being written, or that a crash cut short, was never acknowledged.
        if (step.next === null && newest.get(worker) === name) continue;
        const damage = corrupt({ file: name, offset: step.offset, length: 0 }, step.message);
        if (onDamage === null) throw damage;
        onDamage(damage);
        continue;
      }
      const { fields, block, offset, length } = step.record;
      const capture = captureOf(fields, block, { file: name, offset, length });
      if (capture) yield capture;
    }
  }
}

/**
 * Opens the archive in `dir`: WARC/1.1 files, one gzip member a record, chained by SHA-256. A file that a crash left open is mended and
 * sealed first. Secrets in headers and addresses are replaced before anything is written, so `url` of a capture may differ from that of its
 * exchange. `append` throws `disk-full` when nothing could be written; the archive then stands as it was before.
 */
export async function openArchive(options: ArchiveOptions): Promise<Archive> {
  const { dir, worker, clock, openFile = openOnDisk, maxFileBytes = 256 * 1024 * 1024 } = options;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(worker))
    throw new LeadlineError('usage', `"${worker}" cannot be part of an archive file name.`);
  await makeDirectory(dir);
  const redact = redactor(options.secret);
  const tailOf = (of: string) =>
    recoverTail(dir, of, iso(clock.now()), openFile).catch((error: unknown) => {
      throw error instanceof LeadlineError ? error : cannotWrite(dir, error);
    });
  const tail = await tailOf(worker);
  const writer = openWriter<Capture>({ dir, worker, clock, maxFileBytes, openFile, tail });
  const recent = createRecent(redact);
  return {
    worker,
    append: async (exchange, previous = null) => {
      const fitted = withoutSecrets(exchange, redact);
      const revisit = previous && (await revisitOf(dir, fitted.response, previous));
      const from = recent.drawnFrom(fitted);
      const capture = await writer.append(
        (cursor) => exchangeRecords(cursor, fitted, revisit, from),
        fitted.response.body.length,
      );
      recent.add(capture);
      return capture;
    },
    identify: (exchange) => idOfExchange(withoutSecrets(exchange, redact)),
    read: (capture) => readPayload(dir, capture),
    list: (onDamage) => listCaptures(dir, onDamage),
    mend: async (other) => {
      if (other !== worker) await tailOf(other);
    },
    close: () => writer.close(),
  };
}

/** Reads beside a process that writes: nothing is mended and nothing can be appended. */
export function openArchiveReader(dir: string): Archive {
  const readingOnly = () => new LeadlineError('storage-locked', 'This archive is open for reading only.');
  return {
    worker: null,
    append: () => Promise.reject(readingOnly()),
    identify: () => {
      throw readingOnly();
    },
    read: (capture) => readPayload(dir, capture),
    list: (onDamage) => listCaptures(dir, onDamage),
    mend: () => Promise.reject(readingOnly()),
    close: () => Promise.resolve(),
  };
}
