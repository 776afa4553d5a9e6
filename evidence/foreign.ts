import type { Exchange } from '../model/capture.ts';
import { iso } from '../model/clock.ts';
import { parseResponse } from './http-message.ts';
import { field, type ReadOptions, readWarc, type WarcRecord } from './warc-reader.ts';

/** A page found in somebody's WARC file, ready to be archived under a source; or a record that holds none, with the reason. */
export type ForeignPage =
  | { readonly kind: 'page'; readonly exchange: Exchange; readonly offset: number }
  | { readonly kind: 'skipped'; readonly reason: string; readonly url: string | null; readonly offset: number };

const carriers = new Set(['response', 'resource', 'revisit', 'continuation', 'conversion']);

/** WARC 1.0 writers put the address in angle brackets. */
const targetOf = (record: WarcRecord): string | null =>
  field(record, 'WARC-Target-URI')?.replace(/^<(.*)>$/, '$1') ?? null;

/** Of a page that a browser drew for Leadline: what was drawn is the page, not what it was drawn from. */
const partOf = (record: WarcRecord): string | null => field(record, 'Leadline-Part');

function responseOf(record: WarcRecord): Exchange['response'] | null {
  if (record.type !== 'resource' && partOf(record) !== 'drawn') return parseResponse(record.block);
  const contentType = field(record, 'Content-Type') ?? 'application/octet-stream';
  return { status: 200, statusText: 'OK', headers: [['Content-Type', contentType]], body: record.block };
}

function problemOf(record: WarcRecord, url: string | null): string | null {
  if (record.type === 'revisit') return 'it repeats another record';
  if (partOf(record) === 'material') return 'a browser drew another record from it';
  if (partOf(record) === 'picture') return 'it is the picture of a page';
  if (record.type === 'continuation' || (record.type === 'conversion' && partOf(record) === null))
    return `it is a ${record.type} record`;
  if (!url || !/^https?:\/\//i.test(url)) return 'it has no http address';
  if (record.block.length < record.blockLength) return `it is longer than the limit (${record.blockLength} bytes)`;
  if (Number.isNaN(Date.parse(field(record, 'WARC-Date') ?? ''))) return 'it has no date';
  return responseOf(record) ? null : 'it is no HTTP answer';
}

function pageOf(record: WarcRecord, source: string, tool: string): ForeignPage {
  const url = targetOf(record);
  const { offset } = record;
  const reason = problemOf(record, url);
  const response = responseOf(record);
  if (reason !== null || url === null || response === null)
    return { kind: 'skipped', reason: reason ?? 'it is no HTTP answer', url, offset };
  const at = iso(Date.parse(field(record, 'WARC-Date') ?? ''));
  return { kind: 'page', exchange: { source, url, at, session: null, tool, request: null, response }, offset };
}

/**
 * The pages of a .warc or .warc.gz file of any make, as exchanges dated by their WARC-Date. Records that hold no page (revisit, other schemes, too
 * long) are told with the reason; request, metadata and warcinfo records are passed over. Throws WarcDamage where the file cannot be read further.
 */
export async function* foreignPages(
  path: string,
  source: string,
  tool: string,
  options: ReadOptions = {},
): AsyncGenerator<ForeignPage> {
  for await (const record of readWarc(path, options)) if (carriers.has(record.type)) yield pageOf(record, source, tool);
}
