import { exchange, open } from './samples.ts';

/** Appends captures, eight at a time, to the archive named on the command line, and prints the id of each one that is acknowledged. */
async function main(dir: string): Promise<void> {
  const archive = await open(dir);
  const lane = async (): Promise<void> => {
    for (;;) {
      const url = `http://m.onion/${process.pid}/${process.hrtime.bigint()}`;
      const { id } = await archive.append(exchange({ url, body: `page at ${url} `.repeat(200) }));
      process.stdout.write(`${id}\n`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

await main(process.argv[2] ?? '');
