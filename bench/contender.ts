/** Reads all pages of one kind some times over when it is told to, and says how much processor time a page took. Arguments: who reads, the kind of page. */
import { contestsOver, rawRecords } from './raw-fields.ts';

const [who, page = ''] = process.argv.slice(2);
const contests = contestsOver(page);
const pages = contests.reduce((sum, contest) => sum + contest.pages.length, 0);
/** The clock of the processor is coarse. */
const passes = Math.ceil(400 / pages);

function readAll(): void {
  for (const contest of contests)
    for (const each of contest.pages) {
      if (who === 'cheerio') contest.reader.read(each.html);
      else rawRecords(contest.type, each);
    }
}

const used = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** So many CPU milliseconds make a reader warm: by then what it runs is compiled. */
const warm = 3_000;
while (used() < warm) readAll();

process.on('message', () => {
  const before = used();
  for (let pass = 0; pass < passes; pass += 1) readAll();
  process.send?.((used() - before) / passes / pages);
});
