import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
let opened: TestLeadline;

beforeAll(async () => {
  opened = await openTest({ data: join(folder.path, 'data'), proxy: null });
  const page = join(folder.path, 'a.html');
  writeFileSync(
    page,
    '<html lang="en"><h1>Ketamine 5 g</h1><p>Vendor: <a href="/v/x">halyard</a></p><p>Price: 90 EUR</p><p>Ships from: Germany</p><button>Order</button></html>',
  );
  await opened.operations.import([page], { source: 'bazaar', profile: null });
});
afterAll(async () => {
  await opened.close();
  folder.remove();
});

const hints = (query: string) => opened.leadline.hints(query);

describe('a query with a value that does not exist', () => {
  it('is answered, with the value that was meant and those that there are', async () => {
    const answer = await opened.leadline.search({ query: 'class:catinone OR ketamine' });
    expect(answer.total).toBe(1);
    expect(answer.hints).toHaveLength(1);
    expect(answer.hints[0]).toMatch(/^no such class: catinone; did you mean class:cathinone\? one of opioid, .*other$/);
  });

  it('is hinted at in every field whose values are known', async () => {
    for (const query of [
      'form:pwoder',
      'country:xq',
      'to:germny',
      'lang:english',
      'market:bazar',
      'source:nowhere',
      'substance:ketamien',
      '-class:opiod',
      'a (b OR form:pils)',
    ])
      expect(await hints(query), query).toHaveLength(1);
    expect(await hints('to:germny')).toEqual(['no such destination: germny; did you mean to:germany?']);
    expect(await hints('market:bazar')).toEqual(['no such market: bazar; did you mean market:bazaar? one of bazaar']);
  });

  it('is still an error where the fields of an item are fixed, which lists them', async () => {
    await expect(hints('kind:listings')).rejects.toMatchObject({
      code: 'query-syntax',
      hint: 'Did you mean kind:listing? Values are listing, vendor, message',
    });
    await expect(hints('state:sold')).rejects.toMatchObject({ hint: 'Values are on-sale, gone' });
  });

  it('is told from one that merely no item has, that is unknown, or that anybody may make up', async () => {
    for (const query of [
      'class:nitazene',
      'form:unknown',
      'country:nz',
      'to:"United States"',
      'lang:zh',
      'market:bazaar',
      'substance:mdma',
      'substance:ket',
      'class:opi*',
      'vendor:nobody',
      'contact:a@b.org',
      'seen:>-7d',
      '*',
    ])
      expect(await hints(query), query).toEqual([]);
  });

  it('warns before an alert that would never fire', async () => {
    expect((await opened.leadline.backTest('class:nitazin', 86_400_000)).hints[0]).toContain('class:nitazene');
  });
});
