import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ArchiveOptions, openArchive } from '../../evidence/archive.ts';
import type { Capture, Exchange } from '../../model/capture.ts';
import type { Clock } from '../../model/clock.ts';
import type { Archive } from '../../model/ports.ts';

export const start = Date.UTC(2026, 0, 5, 9);

/** A clock that stands still until it is set. */
export function stillClock(now = start): Clock & { set(ms: number): void } {
  let time = now;
  return { now: () => time, sleep: async () => {}, set: (ms) => (time = ms) };
}

export interface ExchangeChanges {
  readonly url?: string;
  readonly at?: string;
  readonly body?: Uint8Array | string;
  readonly status?: number;
  readonly requestHeaders?: Exchange['response']['headers'];
  readonly responseHeaders?: Exchange['response']['headers'];
  readonly imported?: boolean;
}

export function exchange(changes: ExchangeChanges = {}): Exchange {
  const body = Buffer.from(changes.body ?? '<html><title>Ten tabs</title></html>');
  const contentType = ['Content-Type', 'text/html; charset=utf-8'] as const;
  return {
    source: 'lab',
    url: changes.url ?? 'http://marketabc.onion/listing/1?page=2',
    at: changes.at ?? '2026-01-05T09:00:00.000Z',
    session: 'lab/buyer1',
    tool: 'leadline/0.1.0 http',
    request: changes.imported
      ? null
      : { method: 'GET', headers: changes.requestHeaders ?? [['Host', 'marketabc.onion']] },
    response: {
      status: changes.status ?? 200,
      statusText: 'OK',
      headers: changes.responseHeaders ?? [contentType, ['Content-Length', String(body.length)]],
      body,
    },
  };
}

const temporaryDirectory = () => mkdtemp(join(tmpdir(), 'leadline-evidence-'));

export async function inDirectory<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await temporaryDirectory();
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export const open = (dir: string, changes: Partial<ArchiveOptions> = {}): Promise<Archive> =>
  openArchive({ dir, worker: 'w1', clock: stillClock(), secret: 'a secret of this test', ...changes });

export async function withArchive<T>(dir: string, work: (archive: Archive) => Promise<T>, changes = {}): Promise<T> {
  const archive = await open(dir, changes);
  try {
    return await work(archive);
  } finally {
    await archive.close();
  }
}

export async function listed(archive: Archive): Promise<readonly Capture[]> {
  const captures: Capture[] = [];
  for await (const capture of archive.list()) captures.push(capture);
  return captures;
}

export const warcNames = async (dir: string) => (await readdir(dir)).filter((name) => name.endsWith('.warc.gz')).sort();

export async function unpacked(dir: string): Promise<Buffer> {
  const { gunzipSync } = await import('node:zlib');
  const names = await warcNames(dir);
  return Buffer.concat(await Promise.all(names.map(async (name) => gunzipSync(await readFile(join(dir, name))))));
}

export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
