import { describe, expect, it } from 'vitest';
import type { Change } from '../../alerts/decide.ts';
import type { Write } from '../../storage/port.ts';
import { history, observed } from '../alerts/make.ts';
import { deliveryOf, type OpenStorage } from './collection.ts';

const create = (id: string): Write => ({ do: 'create', collection: 'deliveries', id, value: deliveryOf(id) });

export function commitContract(name: string, open: OpenStorage): void {
  describe(`${name}: a commit`, () => {
    it('says of each write whether it was new, and is harmless when repeated', async () => {
      const storage = await open();
      expect(await storage.commit([create('a'), create('b'), create('a')])).toEqual([true, true, false]);
      expect(await storage.commit([create('a'), create('b')])).toEqual([false, false]);
      expect(await storage.deliveries.get('a')).toMatchObject({ version: 1 });
      await storage.close();
    });

    it('applies its writes in order', async () => {
      const storage = await open();
      const put: Write = { do: 'put', collection: 'deliveries', id: 'a', value: deliveryOf('a', { to: 'desk' }) };
      await storage.commit([create('a'), { do: 'remove', collection: 'deliveries', id: 'a' }, create('a'), put]);
      expect(await storage.deliveries.get('a')).toMatchObject({ version: 2, value: { to: 'desk' } });
      await storage.close();
    });

    it('writes nothing at all when one of its writes is refused', async () => {
      const storage = await open();
      const broken: Write = { do: 'put', collection: 'deliveries', id: 'b', value: { id: 'b' } };
      await expect(storage.commit([create('a'), broken])).rejects.toThrow();
      await expect(storage.commit([create('a'), { ...broken, value: 'text' }])).rejects.toMatchObject({
        code: 'usage',
      });
      expect(await storage.deliveries.count()).toBe(0);
      expect(await storage.commit([create('a')])).toEqual([true]);
      await storage.close();
    });

    it('keeps callers of the same moment apart: a refused one takes no other along', async () => {
      const storage = await open();
      const broken: Write = { do: 'put', collection: 'deliveries', id: 'x', value: {} };
      const calls = [[create('a')], [create('b'), broken], [create('a'), create('c')]];
      const ends = await Promise.allSettled(calls.map((writes) => storage.commit(writes)));
      expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : 'refused'))).toEqual([
        [true],
        'refused',
        [false, true],
      ]);
      expect(await Promise.all(['a', 'b', 'c'].map(async (id) => (await storage.deliveries.get(id)) !== null))).toEqual(
        [true, false, true],
      );
      await storage.close();
    });

    it('refuses an item that was changed meanwhile, and leaves no trace of the writes beside it', async () => {
      const storage = await open();
      const [first, second] = history([observed('1', 0, {}), observed('1', 1, { title: 'ketamine' })]);
      if (!first || !second) throw new Error('two observations make two changes');
      const write = ({ item, next }: Change, expected: number): Write => ({
        do: 'item',
        item,
        document: next,
        expected,
      });
      const found = (token: string) =>
        storage.items.count({ kind: 'words', field: 'text', tokens: [token], last: 'exact', slop: 0 });
      await storage.commit([write(first, 0)]);
      for (const stale of [0, 2])
        await expect(storage.commit([create('a'), write(second, stale)])).rejects.toMatchObject({ code: 'conflict' });
      const broken: Write = { do: 'put', collection: 'deliveries', id: 'b', value: {} };
      await expect(storage.commit([write(second, 1), broken])).rejects.toThrow();
      expect([await found('mdma'), await found('ketamine'), await storage.deliveries.count()]).toEqual([1, 0, 0]);
      expect(await storage.items.get(first.item.id)).toEqual({ item: first.item, version: 1 });
      await storage.commit([create('a'), write(second, 1)]);
      expect([await found('mdma'), await found('ketamine'), await storage.deliveries.count()]).toEqual([0, 1, 1]);
      await storage.clearDerived();
      expect([await storage.items.count({ kind: 'all' }), await found('ketamine')]).toEqual([0, 0]);
      await storage.commit([write(first, 0)]);
      expect(await found('mdma')).toBe(1);
      await storage.check();
      await storage.close();
    });

    it('forgets what the archive can rebuild and keeps what people and the crawl plan made', async () => {
      const storage = await open();
      const capture = {
        id: 'c',
        source: 's',
        url: 'u',
        capturedAt: 't',
        status: 200,
        contentType: '',
        sha256: 'x',
        size: 1,
        warc: { file: 'f', offset: 0, length: 1 },
        revisitOf: null,
        session: null,
        tool: 't',
        chain: 'x',
      };
      await storage.captures.create('c', capture);
      await storage.commit([create('a')]);
      await storage.clearDerived();
      expect(await storage.captures.count()).toBe(0);
      expect(await storage.deliveries.count()).toBe(1);
      await storage.check();
      await storage.close();
    });

    it('keeps all of a long piece of work or nothing, and every commit within it is a part of that', async () => {
      const storage = await open();
      await storage.commit([create('a')]);
      const work = async () => {
        await storage.clearDerived();
        await storage.commit([create('b')]);
        const broken: Write = { do: 'put', collection: 'deliveries', id: 'x', value: {} };
        await expect(storage.commit([create('c'), broken])).rejects.toThrow();
        await storage.deliveries.remove('a');
      };
      const ids = async () => (await storage.deliveries.find({ limit: 9 })).values.map((each) => each.id);
      const failed = storage.atomically(async () => {
        await work();
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      expect(await ids()).toEqual(['a']);
      await storage.atomically(work);
      expect(await ids()).toEqual(['b']);
      await storage.check();
      await storage.close();
    });
  });
}
