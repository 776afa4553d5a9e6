import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { verifyArchive } from '../../evidence/verify.ts';
import { exchange, inDirectory, listed, open, text, unpacked, warcNames, withArchive } from './samples.ts';

const later = (day: number) => `2026-01-${String(day).padStart(2, '0')}T09:00:00.000Z`;

test('an unchanged page becomes a revisit record that read() resolves', () =>
  inDirectory((dir) =>
    withArchive(dir, async (archive) => {
      const first = await archive.append(exchange({ at: later(5), body: 'same' }));
      const again = await archive.append(exchange({ at: later(6), body: 'same' }), first);
      expect(again).toMatchObject({ revisitOf: first.id, sha256: first.sha256, size: 4, status: 200 });
      expect(text(await archive.read(again))).toBe('same');
      const bytes = text(await unpacked(dir));
      expect(bytes).toContain('WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest');
      expect(bytes).toContain(`WARC-Refers-To-Date: ${later(5)}`);
      expect(bytes.match(/same/g)).toHaveLength(1);
    }),
  ));

test('a revisit of a revisit points at the first capture, through any number of them and over files', () =>
  inDirectory(async (dir) => {
    const first = await withArchive(dir, (archive) => archive.append(exchange({ at: later(5), body: 'same' })));
    let previous = first;
    for (let day = 6; day < 10; day++) {
      previous = await withArchive(dir, (archive) =>
        archive.append(exchange({ at: later(day), body: 'same' }), previous),
      );
      expect(previous.revisitOf).toBe(first.id);
    }
    const archive = await open(dir);
    const [, ...revisits] = await listed(archive);
    expect(revisits.map((capture) => capture.revisitOf)).toEqual([first.id, first.id, first.id, first.id]);
    for (const capture of revisits) expect(text(await archive.read(capture))).toBe('same');
    await archive.close();
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, captures: 5 });
  }));

test('a 304 answer repeats payload, digest and content type of the capture before', () =>
  inDirectory((dir) =>
    withArchive(dir, async (archive) => {
      const body = gzipSync('packed page');
      const headers = [
        ['Content-Type', 'text/html'],
        ['Content-Encoding', 'gzip'],
      ] as const;
      const first = await archive.append(exchange({ at: later(5), body, responseHeaders: headers }));
      const answer = exchange({ at: later(6), status: 304, body: '', responseHeaders: [['ETag', '"1"']] });
      const capture = await archive.append(answer, first);
      const { sha256, size, contentType } = first;
      expect(capture).toMatchObject({ status: 304, revisitOf: first.id, sha256, size, contentType });
      expect(text(await archive.read(capture))).toBe('packed page');
      expect(await listed(archive)).toEqual([first, capture]);
      expect(text(await unpacked(dir))).toContain('revisit/server-not-modified');
    }),
  ));

test('a changed page and an empty one are stored whole', () =>
  inDirectory((dir) =>
    withArchive(dir, async (archive) => {
      const first = await archive.append(exchange({ body: 'one' }));
      expect(await archive.append(exchange({ body: 'two' }), first)).toMatchObject({ revisitOf: null });
      const empty = await archive.append(exchange({ body: '' }));
      expect(await archive.append(exchange({ body: '' }), empty)).toMatchObject({ revisitOf: null });
    }),
  ));

test('the digest is over the body without its chunks, so the same page sent in other chunks is a revisit', () =>
  inDirectory((dir) =>
    withArchive(dir, async (archive) => {
      const body = '<html><title>Ten tabs</title></html>';
      const responseHeaders = [
        ['Transfer-Encoding', 'chunked'],
        ['Content-Type', 'text/html'],
      ] as const;
      const first = await archive.append(exchange({ body, responseHeaders }));
      expect(first.sha256).toBe('a58b6ab45c064448afcb8e490e76561ac481fc08beb963cd1b7a2a6cba3a0e7a');
      expect(await archive.append(exchange({ body, responseHeaders, at: later(7) }), first)).toMatchObject({
        revisitOf: first.id,
      });
    }),
  ));

test('a revisit whose original was taken out of the archive is told, by read() and by verify', () =>
  inDirectory(async (dir) => {
    const first = await withArchive(dir, (archive) => archive.append(exchange({ body: 'same' })));
    const again = await withArchive(dir, (archive) => archive.append(exchange({ body: 'same', at: later(7) }), first));
    const [name = ''] = await warcNames(dir);
    await rm(join(dir, name));
    await withArchive(dir, async (archive) => {
      await expect(archive.read(again)).rejects.toMatchObject({ code: 'archive-corrupt' });
    });
    const { problems } = await verifyArchive(dir);
    expect(problems.map((problem) => problem.code).sort()).toEqual(['file-missing', 'original']);
  }));
