import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../extractors/document.ts';
import { dayOrderOf } from '../../extractors/sites/context.ts';
import { profileOf, read, shipped } from './reading.ts';

const engines = ['discourse', 'mybb', 'phpbb', 'smf', 'vbulletin', 'xenforo'].map(shipped);
const page = (html: string) => parsePage(html, 'http://board.invalid/');
const two = (value: number) => String(value).padStart(2, '0');

describe('a profile of software', () => {
  const own = (name: string) =>
    profileOf(`
name: ${name}
version: 1
kind: forum
marker: ["h1.ours"]
pages: { topic: { state: forum, when: ["#posts"] } }
`);
  const html = '<html id="XF"><body><h1 class="ours">Ours</h1><div id="posts"></div></body></html>';

  it('gives way to the profile of a site, whatever the order of their names', () => {
    for (const name of ['aardvark', 'zebra']) {
      expect(read(html, { profiles: [...engines, own(name)] }).profile).toBe(`${name}@1`);
      expect(read(html, { profiles: [own(name), ...engines] }).profile).toBe(`${name}@1`);
    }
    expect(read(html, { profiles: engines }).profile).toBe('xenforo@1');
  });

  it('says of itself that it is one, and none names a site', () => {
    for (const { profile } of engines) expect(profile).toMatchObject({ engine: true, mirrors: [], language: null });
  });

  it('does not take a page for its own because a text speaks of the software', () => {
    const talk =
      '<html lang="en"><body><h1>Which board?</h1><p>We moved from phpBB to SMF, see <a href="https://www.phpbb.com/">phpBB</a> and <a href="https://www.simplemachines.org">SMF</a>. XenForo, MyBB, vBulletin and Discourse cost too much.</p></body></html>';
    expect(read(talk, { profiles: engines }).profile).toMatch(/^generic@/);
  });
});

describe('the order of day and month on a page', () => {
  it('is told by any date that can be read in one way only', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 13, max: 28 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('-', '/'),
        fc.constantFrom(null, 'en', 'de', 'en-gb'),
        (day, month, mark, tag) => {
          const ambiguous = ['01', '02', '2023'].join(mark);
          const first = page(`<p>${ambiguous}</p><p>${[two(day), two(month), '2023'].join(mark)}</p>`);
          const second = page(`<p>${ambiguous}</p><p>${[two(month), two(day), '2023'].join(mark)}</p>`);
          expect(dayOrderOf(first, tag)).toBe('dmy');
          expect(dayOrderOf(second, tag)).toBe('mdy');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is day first where dates have full stops, and otherwise what the language is used to', () => {
    expect(dayOrderOf(page('<p>01.02.2023</p>'), 'en')).toBe('dmy');
    expect(dayOrderOf(page('<p>01-02-2023</p>'), 'en-us')).toBe('mdy');
    expect(dayOrderOf(page('<p>01-02-2023</p>'), 'en-gb')).toBe('dmy');
    expect(dayOrderOf(page('<p>01-02-2023</p>'), 'fr')).toBe('dmy');
  });
});

describe('a shop that is built on forum software', () => {
  const goods = (title: string, price: string, id: number) =>
    `<li class="row bg1"><dl><dt><a class="topictitle" href="./viewtopic.php?t=${id}">${title}</a> by <a class="username" href="./memberlist.php?u=${id}">seller${id}</a></dt><dd>${price}</dd></dl></li>`;
  const shop = `<html lang="en"><head><title>Offers</title></head><body id="phpbb" class="section-viewforum"><h2>Offers</h2><ul class="topiclist topics">${goods('MDMA crystals 5g', '95.00 EUR', 1)}${goods('Ketamine needles 2g', '60.00 EUR', 2)}${goods('LSD blotters 100ug x 10', '55.00 EUR', 3)}${goods('Amphetamine paste 10g', '70.00 EUR', 4)}</ul></body></html>`;

  it('is read for its goods, where a board of topics stays a board', () => {
    const read1 = read(shop, { profiles: engines }, { url: 'http://board.invalid/viewforum.php?f=2' });
    expect(read1.profile).toMatch(/^generic@/);
    expect(read1.drafts).toHaveLength(4);
    const talk = shop.replace(/<dd>[^<]*<\/dd>/g, '<dd>12</dd>');
    const read2 = read(talk, { profiles: engines }, { url: 'http://board.invalid/viewforum.php?f=2' });
    expect(read2).toMatchObject({ profile: 'phpbb@1', page: 'forum', drafts: [] });
  });
});
