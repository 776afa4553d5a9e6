import { createHash, type Hash } from 'node:crypto';
import { constants, crc32, gzipSync } from 'node:zlib';
import { type Capture, type Exchange, header } from '../model/capture.ts';
import { captureId, idOf, sha256 } from '../model/ids.ts';
import { captureOf } from './capture-record.ts';
import { chainStart, sealHead } from './chain.ts';
import { digestOf, labelled } from './digest.ts';
import { oneLine, requestBlock, responseHead } from './http-message.ts';
import { fieldsOf } from './warc-reader.ts';

/** The end of a file that is being written. Immutable: a batch that could not be written is simply not taken over. */
export interface Cursor {
  readonly file: string;
  readonly length: number;
  readonly chain: string;
  /** SHA-256 of all bytes so far; copied before it is read or continued. */
  readonly digest: Hash;
  readonly captures: number;
  readonly warcinfo: string;
}

export interface Written<T> {
  readonly bytes: Uint8Array;
  readonly cursor: Cursor;
  readonly value: T;
}

/** Where the payload of a revisit is kept. */
export interface Original {
  readonly capture: string;
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  readonly url: string;
  readonly capturedAt: string;
}

type Fields = readonly (readonly [string, string | null])[];

const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** One gzip member with a header that is the same on every machine, so that the bytes depend on the content alone. */
function packed(bytes: Buffer): Buffer {
  const member = gzipSync(bytes, { level: constants.Z_BEST_SPEED });
  gzipHeader.copy(member);
  return member;
}

/** A gzip member without compression: there is one way only to write it, so that a seal can be compared byte by byte. At most 65,535 bytes. */
export function storedMember(bytes: Uint8Array): Buffer {
  const frame = Buffer.alloc(13);
  frame.writeUInt8(1, 8);
  frame.writeUInt16LE(bytes.length, 9);
  frame.writeUInt16LE(bytes.length ^ 0xffff, 11);
  frame.writeUInt32LE(crc32(bytes), 0);
  frame.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([gzipHeader, frame.subarray(8), bytes, frame.subarray(0, 8)]);
}

/** Made from the place of the record, so that a revisit can name the record of its original. */
export function recordId(file: string, offset: number): string {
  const hex = idOf('record', file, String(offset));
  return `<urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}>`;
}

const headOf = (fields: Fields): string =>
  `WARC/1.1\r\n${fields.map(([name, value]) => (value === null ? '' : `${name}: ${oneLine(value)}\r\n`)).join('')}`;

const breaks = Buffer.from('\r\n\r\n');

const advance = (cursor: Cursor, member: Uint8Array): Cursor => ({
  ...cursor,
  length: cursor.length + member.length,
  digest: cursor.digest.copy().update(member),
});

const standing = (cursor: Cursor, type: string, block: Uint8Array): Fields => [
  ['WARC-Type', type],
  ['WARC-Record-ID', recordId(cursor.file, cursor.length)],
  ['WARC-Warcinfo-ID', type === 'warcinfo' ? null : cursor.warcinfo],
  ['WARC-Block-Digest', digestOf(block)],
  ['Content-Length', String(block.length)],
];

/** A record that is a link of the chain. */
function linked(cursor: Cursor, type: string, fields: Fields, block: Uint8Array, pack: (bytes: Buffer) => Buffer) {
  const before = cursor.length === 0 ? null : labelled(cursor.digest.copy().digest());
  const head = sealHead(
    headOf([
      ...standing(cursor, type, block),
      ...fields,
      ['Leadline-Before', before],
      ['Leadline-Chain-Previous', cursor.chain],
    ]),
  );
  const bytes = pack(Buffer.concat([head.bytes, block, breaks]));
  return { bytes, cursor: { ...advance(cursor, bytes), chain: head.chain }, head: head.bytes };
}

/** The first record of a file: who writes it, and the last link of the worker's file before it. */
export function warcinfo(options: {
  readonly file: string;
  readonly worker: string;
  readonly at: string;
  readonly previous: { readonly file: string; readonly chain: string } | null;
}): Written<null> {
  const block = Buffer.from('software: leadline\r\nformat: WARC File Format 1.1\r\n');
  const start: Cursor = {
    file: options.file,
    length: 0,
    chain: options.previous?.chain ?? chainStart,
    digest: createHash('sha256'),
    captures: 0,
    warcinfo: recordId(options.file, 0),
  };
  const fields: Fields = [
    ['WARC-Date', options.at],
    ['Content-Type', 'application/warc-fields'],
    ['WARC-Filename', options.file],
    ['Leadline-Worker', options.worker],
    ['Leadline-Previous-File', options.previous?.file ?? null],
  ];
  return { ...linked(start, 'warcinfo', fields, block, packed), value: null };
}

/** The last record of a file that is complete. Its digest of everything before it makes any later change of the file show. */
export function seal(cursor: Cursor, at: string): Written<null> {
  const block = Buffer.from(`captures: ${cursor.captures}\r\nbytes: ${cursor.length}\r\n`);
  const fields: Fields = [
    ['WARC-Date', at],
    ['Content-Type', 'application/warc-fields'],
    ['Leadline-Seal', String(cursor.captures)],
  ];
  return { ...linked(cursor, 'metadata', fields, block, storedMember), value: null };
}

function requestRecord(cursor: Cursor, exchange: Exchange): Written<string | null> {
  if (exchange.request === null) return { bytes: new Uint8Array(), cursor, value: null };
  const block = requestBlock(exchange.request.method, exchange.url, exchange.request.headers);
  const id = recordId(cursor.file, cursor.length);
  const head = headOf([
    ...standing(cursor, 'request', block),
    ['WARC-Date', exchange.at],
    ['WARC-Target-URI', exchange.url],
    ['Content-Type', 'application/http; msgtype=request'],
  ]);
  const bytes = packed(Buffer.concat([Buffer.from(`${head}\r\n`), block, breaks]));
  return { bytes, cursor: advance(cursor, bytes), value: id };
}

const profiles = {
  same: 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest',
  notModified: 'http://netpreserve.org/warc/1.1/revisit/server-not-modified',
} as const;

/** What an earlier capture lends to a revisit of it. */
export interface Revisit {
  readonly of: Original;
  readonly previous: Pick<Capture, 'sha256' | 'size' | 'contentType'>;
  readonly notModified: boolean;
}

function revisitFields({ of, previous, notModified }: Revisit): Fields {
  return [
    ['WARC-Profile', notModified ? profiles.notModified : profiles.same],
    ['WARC-Refers-To', recordId(of.file, of.offset)],
    ['WARC-Refers-To-Target-URI', of.url],
    ['WARC-Refers-To-Date', of.capturedAt],
    ['Leadline-Revisit-Of', of.capture],
    ['Leadline-Original', `${of.offset} ${of.length} ${of.file}`],
    ['Leadline-Content-Type', notModified ? previous.contentType : null],
  ];
}

/** What a page drawn by a browser was drawn from: the capture, and its record where that was written lately. */
export interface DrawnFrom {
  readonly capture: string;
  readonly record: string | null;
}

/** A drawing never came over the wire, so it has no head; what else is known of it stands in fields. */
const drawingFields = ({ response }: Exchange, from: DrawnFrom, revisit: Revisit | null): Fields => [
  ['Content-Type', header(response.headers, 'content-type')],
  ['WARC-Refers-To', revisit ? null : from.record],
  ['Leadline-Drawn-From', from.capture],
  ['Leadline-Status', String(response.status)],
  ['Leadline-Content-Type', header(response.headers, 'content-type')],
];

/** Type, block and particular fields of the main record. */
function mainRecord(exchange: Exchange, revisit: Revisit | null, from: DrawnFrom | null) {
  const { response } = exchange;
  if (from !== null) {
    const fields = drawingFields(exchange, from, revisit);
    return { type: revisit ? 'revisit' : 'conversion', block: revisit ? Buffer.alloc(0) : response.body, fields };
  }
  const head = responseHead(response);
  return {
    type: revisit ? 'revisit' : 'response',
    block: revisit ? head : Buffer.concat([head, response.body]),
    fields: [['Content-Type', 'application/http; msgtype=response']] satisfies Fields,
  };
}

/**
 * The records of one exchange: request (if there was one), then response, revisit or, for what a browser drew, conversion. `exchange` holds no
 * secrets any more.
 */
export function exchangeRecords(
  before: Cursor,
  exchange: Exchange,
  revisit: Revisit | null,
  from: DrawnFrom | null = null,
): Written<Capture> {
  const request = requestRecord(before, exchange);
  const { response } = exchange;
  const digest = revisit?.notModified ? revisit.previous.sha256 : sha256(response.body);
  const { type, block, fields: own } = mainRecord(exchange, revisit, from);
  const fields: Fields = [
    ['WARC-Date', exchange.at],
    ['WARC-Target-URI', exchange.url],
    ['WARC-Payload-Digest', labelled(Buffer.from(digest, 'hex'))],
    ...own,
    ['WARC-Concurrent-To', request.value],
    ...(revisit ? revisitFields(revisit) : []),
    ['Leadline-Capture', captureId(exchange.source, exchange.url, exchange.at, digest)],
    ['Leadline-Source', exchange.source],
    ['Leadline-Session', exchange.session],
    ['Leadline-Tool', exchange.tool],
    ['Leadline-Unconfirmed', exchange.unconfirmed ? 'gone' : null],
    ['Leadline-Part', exchange.part?.kind ?? null],
    ['Leadline-Payload-Size', String(revisit?.notModified ? revisit.previous.size : response.body.length)],
  ];
  const main = linked(request.cursor, type, fields, block, packed);
  const bytes = Buffer.concat([request.bytes, main.bytes]);
  const place = { file: before.file, offset: request.cursor.length, length: main.bytes.length };
  const capture = captureOf(fieldsOf(main.head), block, place);
  if (!capture) throw new TypeError('A capture record was written that cannot be read back.');
  return { bytes, cursor: { ...main.cursor, captures: before.captures + 1 }, value: capture };
}
