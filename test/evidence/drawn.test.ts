import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foreignPages } from '../../evidence/foreign.ts';
import { verifyArchive } from '../../evidence/verify.ts';
import { readWarc } from '../../evidence/warc-reader.ts';
import type { Capture, Exchange } from '../../model/capture.ts';
import { exchange, inDirectory, open } from './samples.ts';

const shell = exchange({ body: '<script src="/app.js"></script>' });
const made = (kind: 'drawn' | 'picture', contentType: string, body: string): Exchange => ({
  ...shell,
  request: null,
  part: { kind, of: shell },
  response: { status: 200, statusText: 'OK', headers: [['Content-Type', contentType]], body: Buffer.from(body) },
});
const material: Exchange = { ...shell, part: { kind: 'material' } };
const drawn = made('drawn', 'text/html; charset=utf-8', '<html><body>Ten tabs</body></html>');
const picture = made('picture', 'image/jpeg', 'HTTP/1.1 200 OK\r\n\r\nno answer');

async function typesOf(dir: string, file: string) {
  const types: string[] = [];
  for await (const { type } of readWarc(join(dir, file))) types.push(type);
  return types;
}

describe('a page that a browser drew', () => {
  it('is kept beside what it was drawn from and its picture, and each is read back as it was', async () => {
    await inDirectory(async (dir) => {
      const archive = await open(dir);
      const kept = [await archive.append(material), await archive.append(picture), await archive.append(drawn)];
      const [from] = kept;
      const listed: Capture[] = [];
      for await (const capture of archive.list()) listed.push(capture);
      expect(listed).toEqual(kept);
      expect(listed.map(({ part, drawnFrom, contentType, status }) => [part, drawnFrom, contentType, status])).toEqual([
        ['material', undefined, 'text/html; charset=utf-8', 200],
        ['picture', from?.id, 'image/jpeg', 200],
        ['drawn', from?.id, 'text/html; charset=utf-8', 200],
      ]);
      const bodies = await Promise.all(
        kept.map(async (capture) => Buffer.from(await archive.read(capture)).toString()),
      );
      expect(bodies).toEqual([material, picture, drawn].map(({ response }) => Buffer.from(response.body).toString()));
      await archive.close();
      expect((await verifyArchive(dir)).problems).toEqual([]);
    });
  });

  it('is a conversion record that names the record of its document, never an answer that no server gave', async () => {
    await inDirectory(async (dir) => {
      const archive = await open(dir);
      const { warc } = await archive.append(material);
      await archive.append(drawn);
      await archive.close();
      expect(await typesOf(dir, warc.file)).toEqual(['warcinfo', 'request', 'response', 'conversion', 'metadata']);
      const fields = [];
      for await (const record of readWarc(join(dir, warc.file))) fields.push(new Map(record.fields));
      expect(fields[3]?.get('WARC-Refers-To')).toBe(fields[2]?.get('WARC-Record-ID'));
    });
  });

  it('is a revisit without a body when it looks as it did before', async () => {
    await inDirectory(async (dir) => {
      const archive = await open(dir);
      const first = await archive.append(drawn);
      const later = await archive.append({ ...drawn, at: '2026-01-06T09:00:00.000Z' }, first);
      expect(later).toMatchObject({ revisitOf: first.id, part: 'drawn', contentType: 'text/html; charset=utf-8' });
      expect(Buffer.from(await archive.read(later)).toString()).toContain('Ten tabs');
      await archive.close();
      expect((await verifyArchive(dir)).problems).toEqual([]);
    });
  });

  it('is the one page that an import of the archive finds', async () => {
    await inDirectory(async (dir) => {
      const archive = await open(dir);
      const { warc } = await archive.append(material);
      await archive.append(picture);
      await archive.append(drawn);
      await archive.close();
      const found = await Array.fromAsync(foreignPages(join(dir, warc.file), 'other', 'import'));
      expect(
        found.map((each) => (each.kind === 'page' ? Buffer.from(each.exchange.response.body).toString() : each.reason)),
      ).toEqual([
        'a browser drew another record from it',
        'it is the picture of a page',
        '<html><body>Ten tabs</body></html>',
      ]);
    });
  });
});
