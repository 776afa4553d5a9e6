// One of the contestants: Crawlee's CheerioCrawler as its manual has one written, with everything switched off that is not needed.
import { createWriteStream, readFileSync } from 'node:fs';
import { CheerioCrawler, Configuration, log } from '@crawlee/cheerio';

const task = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const out = createWriteStream(task.out);
const text = (found) => found.text().replace(/\s+/g, ' ').trim();
const followed = ['index.php', 'category.php', 'viewlisting.php', 'viewvendor.php', 'vendors.php'].map(
  (name) => `${task.origin}/${name}**`,
);

function* offersOf($, page) {
  const fact = (label) =>
    text(
      $('.facts td.label')
        .filter((_, cell) => $(cell).text() === `${label}:`)
        .next(),
    );
  if ($('h2.title').length > 0)
    yield {
      page,
      title: text($('h2.title')),
      vendor: text($('.facts a[href*="viewvendor.php"]')),
      price: text($('.facts .usd')),
      from: fact('Ships from'),
      to: fact('Ships to'),
      category: fact('Category'),
    };
  for (const row of $('table.offers tr.offer').toArray()) {
    const of = (select) => text($(row).find(select));
    const price = $(row).find('.p').contents().first();
    yield {
      page,
      title: of('.t a'),
      vendor: of('.v a'),
      price: text(price),
      from: of('.f'),
      to: of('.d'),
      category: '',
    };
  }
}

log.setLevel(log.LEVELS.ERROR);
const configuration = new Configuration({ persistStorage: false, purgeOnStart: false, availableMemoryRatio: 0.8 });
const crawler = new CheerioCrawler(
  {
    minConcurrency: task.inFlight,
    maxConcurrency: task.inFlight,
    useSessionPool: false,
    autoscaledPoolOptions: {
      desiredConcurrency: task.inFlight,
      maybeRunIntervalSecs: 0.005,
      loggingIntervalSecs: null,
    },
    statisticsOptions: { logIntervalSecs: 3600 },
    async requestHandler({ $, request, enqueueLinks }) {
      const page = request.url.slice(task.origin.length);
      for (const offer of offersOf($, page)) out.write(`${JSON.stringify(offer)}\n`);
      if (task.paths === null) await enqueueLinks({ globs: followed });
    },
  },
  configuration,
);
await crawler.run((task.paths ?? ['/']).map((path) => task.origin + path));
out.end();
