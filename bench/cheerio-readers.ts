import { type CheerioAPI, load } from 'cheerio';

/** The raw text of each field of one record. */
export type RawRecord = Readonly<Record<string, string>>;

/** How a programmer reads one kind of page with cheerio: load, loop over the rows, find and trim. The peer of the profile engine. */
export interface CheerioReader {
  readonly profile: string;
  readonly page: string;
  readonly read: (html: string) => RawRecord[];
}

/** The cell beside the one that holds a label. */
const beside = ($: CheerioAPI, cells: string, label: string) =>
  $(cells)
    .filter((_, cell) => $(cell).text().trim().replace(/:$/, '') === label)
    .first()
    .next();

function fathomIndex(html: string): RawRecord[] {
  const $ = load(html);
  const records: RawRecord[] = [];
  $('.grid .card').each((_, card) => {
    records.push({
      title: $(card).find('a.name').text().trim(),
      vendor: $(card).find('.by a').text().trim(),
      price: $(card).find('.price').text().trim(),
      shipsFrom: $(card).find('.badge.from').text().trim(),
      shipsTo: $(card).find('.badge.to').text().trim(),
    });
  });
  return records;
}

function fathomListing(html: string): RawRecord[] {
  const $ = load(html);
  return [
    {
      title: $('article.item > h1').text().trim(),
      description: $('.prose').text().trim(),
      vendor: $('.seller a').text().trim(),
      category: $('.crumbs a[href^="/browse/"]').text().trim(),
      price: $('article.item > .big').text().trim(),
      shipsFrom: $('article.item .badge.from').text().trim(),
      shipsTo: $('article.item .badge.to').text().trim(),
    },
  ];
}

function halyardIndex(html: string): RawRecord[] {
  const $ = load(html);
  const records: RawRecord[] = [];
  $('table.offers tr.offer').each((_, row) => {
    const price = $(row).find('.p').clone();
    price.find('small').remove();
    records.push({
      title: $(row).find('.t a').text().trim(),
      vendor: $(row).find('.v a').text().trim(),
      price: price.text().trim(),
      shipsFrom: $(row).find('.f').text().trim(),
      shipsTo: $(row).find('.d').text().trim(),
    });
  });
  return records;
}

function halyardListing(html: string): RawRecord[] {
  const $ = load(html);
  const fact = (label: string) => beside($, '.facts td', label);
  return [
    {
      title: $('h2.title').text().trim(),
      description: $('.content .text').text().trim(),
      vendor: fact('Vendor').find('a[href*="viewvendor.php"]').text().trim(),
      category: fact('Category').text().trim(),
      price: $('.facts .usd').text().trim(),
      shipsFrom: fact('Ships from').text().trim(),
      shipsTo: fact('Ships to').text().trim(),
      payment: /^[^(]+/.exec(fact('Payment').text().trim())?.[0].trim() ?? '',
    },
  ];
}

function nordkaiIndex(html: string): RawRecord[] {
  const $ = load(html);
  const records: RawRecord[] = [];
  $('ol.angebote > li.eintrag').each((_, entry) => {
    const fact = (label: string) =>
      $(entry)
        .find('dt')
        .filter((_at, dt) => $(dt).text().trim() === label)
        .next()
        .text()
        .trim();
    records.push({
      title: $(entry).find('h3 a').text().trim(),
      vendor: fact('Verkäufer'),
      price: fact('Preis'),
      shipsFrom: fact('Versand aus'),
      shipsTo: fact('Versand nach'),
    });
  });
  return records;
}

function nordkaiListing(html: string): RawRecord[] {
  const $ = load(html);
  const fact = (label: string) => beside($, 'dl.angaben dt', label).text().trim();
  return [
    {
      title: $('h2.titel').text().trim(),
      description: $('.beschreibung').text().trim(),
      vendor: fact('Verkäufer'),
      category: fact('Kategorie'),
      price: fact('Preis'),
      shipsFrom: fact('Versand aus'),
      shipsTo: fact('Versand nach'),
    },
  ];
}

export const cheerioReaders: readonly CheerioReader[] = [
  { profile: 'fathom', page: 'index', read: fathomIndex },
  { profile: 'fathom', page: 'listing', read: fathomListing },
  { profile: 'halyard', page: 'index', read: halyardIndex },
  { profile: 'halyard', page: 'listing', read: halyardListing },
  { profile: 'nordkai', page: 'index', read: nordkaiIndex },
  { profile: 'nordkai', page: 'listing', read: nordkaiListing },
];
