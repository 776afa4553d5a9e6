import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Capture } from '../model/capture.ts';
import { captureId } from '../model/ids.ts';
import { recordAt } from './archive-record.ts';
import { answerOf, captureOf, originalOf } from './capture-record.ts';
import { linkHolds } from './chain.ts';
import { labelled, matches, parseDigest } from './digest.ts';
import { rawBody } from './http-message.ts';
import { storedMember } from './records.ts';
import { walkWarc } from './walk.ts';
import { field, type WarcRecord } from './warc-reader.ts';

export const problemCodes = {
  damaged: 'The file cannot be read at this place.',
  torn: 'The file ends inside a record, as after a crash; the next start mends it.',
  'block-digest': 'The block of a record does not have the digest that the record states.',
  'payload-digest': 'The payload of a record does not have the digest that the record states.',
  capture: 'The id of a capture does not follow from its source, address, date and payload.',
  original: 'The payload that a revisit repeats is missing or another one.',
  chain: 'The link of a record does not follow from the record and the link before it.',
  before: 'Something before this record was changed, added or taken away.',
  unlinked: 'A record stands in a chained file that is no link of the chain.',
  seal: 'The closing record is not as it was written, or something follows it.',
  unsealed: 'The file has no closing record although a later file exists.',
  'file-missing': 'The file that this one carries on from is missing.',
  'file-order': 'This file does not carry on from the file before it.',
} as const;
export type ProblemCode = keyof typeof problemCodes;

export interface Problem {
  readonly file: string;
  readonly offset: number;
  readonly code: ProblemCode;
  readonly message: string;
}

/** What one file says of itself, and what is wrong with it. `chained` false: not one of Leadline's own files, so only digests are checked. */
export interface FileReport {
  readonly file: string;
  readonly records: number;
  readonly captures: number;
  readonly chained: boolean;
  readonly worker: string | null;
  readonly previousFile: string | null;
  /** The link that the file carries on from, and its own last one. */
  readonly firstChain: string | null;
  readonly lastChain: string | null;
  readonly sealed: boolean;
  readonly problems: readonly Problem[];
}

interface State {
  readonly path: string;
  readonly problems: Problem[];
  /** SHA-256 of the file up to `hashed`. */
  readonly hash: Hash;
  hashed: number;
  records: number;
  captures: number;
  warcinfo: WarcRecord | null;
  lastChain: string | null;
  sealed: boolean;
}

const report = (state: State, offset: number, code: ProblemCode, detail = '') =>
  state.problems.push({ file: basename(state.path), offset, code, message: `${problemCodes[code]}${detail}` });

/** Digests of foreign archives are over the body as sent or with the chunks joined; both are in use. */
function payloadProblem(record: WarcRecord): boolean {
  const digest = parseDigest(field(record, 'WARC-Payload-Digest') ?? '');
  const whole = record.block.length === record.blockLength;
  if (!digest || !whole || record.type === 'revisit' || field(record, 'WARC-Segment-Number') !== null) return false;
  const response = answerOf(record.fields, record.block);
  if (!response) return record.type === 'resource' && !matches(digest, record.block);
  return !matches(digest, response.body) && !matches(digest, rawBody(record.block));
}

async function bytesBefore(state: State, offset: number): Promise<string> {
  if (offset > state.hashed)
    for await (const bytes of createReadStream(state.path, { start: state.hashed, end: offset - 1 }))
      state.hash.update(bytes as Buffer);
  state.hashed = offset;
  return labelled(state.hash.copy().digest());
}

async function checkLink(state: State, record: WarcRecord, chain: string): Promise<void> {
  const { offset } = record;
  const follows = state.lastChain === null || field(record, 'Leadline-Chain-Previous') === state.lastChain;
  if (!follows || !linkHolds(record.head, chain)) report(state, offset, 'chain');
  const before = field(record, 'Leadline-Before');
  if (before !== null && before !== (await bytesBefore(state, offset))) report(state, offset, 'before');
  if ((before === null) !== (offset === 0)) report(state, offset, 'before');
  state.lastChain = chain;
}

async function checkOriginal(state: State, record: WarcRecord, capture: Capture): Promise<void> {
  const place = originalOf(record.fields);
  const stored = place && (await recordAt(dirname(state.path), place).catch(() => null));
  const original = place && stored && captureOf(stored.fields, stored.block, place);
  if (original?.id !== capture.revisitOf || original?.sha256 !== capture.sha256)
    report(state, record.offset, 'original', ` (${place?.file ?? 'no place given'})`);
}

/** A revisit can be checked against its original only where the whole archive is at hand. */
async function checkCapture(state: State, record: WarcRecord, wholeArchive: boolean): Promise<void> {
  const place = { file: basename(state.path), offset: record.offset, length: record.length };
  const capture = captureOf(record.fields, record.block, place);
  if (!capture) return;
  state.captures++;
  const { source, url, capturedAt, sha256 } = capture;
  if (capture.id !== captureId(source, url, capturedAt, sha256)) report(state, record.offset, 'capture');
  if (capture.revisitOf !== null && wholeArchive) await checkOriginal(state, record, capture);
}

async function checkSeal(state: State, record: WarcRecord): Promise<void> {
  const bytes: Buffer[] = [];
  const end = record.offset + record.length;
  for await (const part of createReadStream(state.path, { start: record.offset, end: end - 1 }))
    bytes.push(part as Buffer);
  const exact = storedMember(Buffer.concat([record.head, record.block, Buffer.from('\r\n\r\n')]));
  if (!exact.equals(Buffer.concat(bytes)) || end !== (await stat(state.path)).size)
    report(state, record.offset, 'seal');
  state.sealed = true;
}

async function checkRecord(state: State, record: WarcRecord, wholeArchive: boolean): Promise<void> {
  state.records++;
  if (record.blockMatches === false) report(state, record.offset, 'block-digest');
  if (payloadProblem(record)) report(state, record.offset, 'payload-digest');
  const chain = field(record, 'Leadline-Chain');
  if (record.type === 'warcinfo' && chain !== null && state.warcinfo === null) state.warcinfo = record;
  if (state.warcinfo === null) return;
  if (chain !== null) await checkLink(state, record, chain);
  else if (record.type !== 'request') report(state, record.offset, 'unlinked');
  await checkCapture(state, record, wholeArchive);
  if (field(record, 'Leadline-Seal') !== null) await checkSeal(state, record);
}

/** Checks one .warc or .warc.gz file, ours or a foreign one, by itself: every digest, every link. Constant memory. Throws `file-unreadable`. */
export async function verifyFile(path: string, wholeArchive: boolean): Promise<FileReport> {
  const state: State = {
    path,
    problems: [],
    hash: createHash('sha256'),
    hashed: 0,
    records: 0,
    captures: 0,
    warcinfo: null,
    lastChain: null,
    sealed: false,
  };
  for await (const step of walkWarc(path)) {
    if (step.kind === 'record') await checkRecord(state, step.record, wholeArchive);
    else report(state, step.offset, step.next === null && step.offset > 0 ? 'torn' : 'damaged', ` ${step.message}`);
  }
  const info = state.warcinfo;
  return {
    file: basename(path),
    records: state.records,
    captures: state.captures,
    chained: info !== null,
    worker: info && field(info, 'Leadline-Worker'),
    previousFile: info && field(info, 'Leadline-Previous-File'),
    firstChain: info && field(info, 'Leadline-Chain-Previous'),
    lastChain: state.lastChain,
    sealed: state.sealed,
    problems: state.problems,
  };
}
