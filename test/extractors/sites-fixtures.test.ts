import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extract } from '../../extractors/extract.ts';
import { toExtractJson } from '../../extractors/output.ts';
import { draftSchema } from '../../model/observation.ts';
import { lexicon, pageOf, shipped } from './reading.ts';

const root = 'test/fixtures';
const sites = readdirSync('config/sites')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));
const profiles = sites.map(shipped);

const casesOf = (site: string): string[] =>
  existsSync(join(root, site))
    ? readdirSync(join(root, site)).filter((name) => existsSync(join(root, site, name, 'expect.json')))
    : [];

describe.each(sites.filter((site) => casesOf(site).length > 0))('site profile %s', (site) => {
  it.each(casesOf(site))('reads the page "%s" as expected', (name) => {
    const folder = join(root, site, name);
    const { expect: expected, url, capturedAt, status } = JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8'));
    const html = readFileSync(join(folder, 'page.html'), 'utf8');
    const extraction = extract(pageOf(html, { url, capturedAt, status, contentType: '' }), {
      profile: 'auto',
      profiles,
      lexicon,
    });
    expect(toExtractJson('page.html', extraction)).toMatchObject(expected);
    for (const draft of extraction.drafts) expect(() => draftSchema.parse(draft)).not.toThrow();
  });
});
