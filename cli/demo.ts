import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { type DemoSummary, runDemo } from '../app/demo/run.ts';
import { LeadlineError } from '../model/errors.ts';
import { bold, print, printJson, progress, say, table } from './output.ts';
import { portNumber, wholeNumber } from './search.ts';
import { type Register, stopSignal } from './session.ts';

interface Options {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly port: string;
  readonly weeks: string;
  readonly seed: string;
  readonly size: 'small' | 'full';
  readonly tor?: boolean;
}

function human(summary: DemoSummary): string {
  const { expected, alerts, requests } = summary;
  const per = (name: string, found: number, of: number) => [name, found, of];
  const f1 = Object.entries(summary.fieldF1)
    .map(([field, value]) => `${field} ${value.toFixed(3)}`)
    .join(', ');
  return [
    `${bold(`${summary.captures} pages from ${summary.sources} sources in ${summary.seconds} s`)}; requests: ${Object.entries(
      requests,
    )
      .map(([method, count]) => `${count} ${method}`)
      .join(', ')}`,
    table(
      ['', 'FOUND', 'TRUTH'],
      [
        per('listings', summary.listings, expected.listings),
        per('vendors', summary.vendors, expected.vendors),
        per('messages', summary.messages, expected.messages),
        per('alerts', alerts.recorded, alerts.expected),
        per('delivered', alerts.delivered, alerts.expected),
      ],
    ),
    `fields right (F1): ${f1}`,
    `coverage: ${summary.coverage.map((each) => `${each.source} about ${each.estimate}, really ${each.truth}`).join('; ')}`,
    ...summary.wrong.slice(0, 10),
  ].join('\n');
}

const isComplete = ({ listings, vendors, messages, expected, alerts, leaks }: DemoSummary): boolean =>
  listings === expected.listings &&
  vendors === expected.vendors &&
  messages === expected.messages &&
  alerts.expected === alerts.recorded &&
  alerts.recorded === alerts.delivered &&
  leaks.byAddress + leaks.clearnet === 0;

/** A folder of its own each time; one named with --data must be new or empty, so that nothing real is mixed with the lab. */
function demoFolder(data: string | undefined): { readonly path: string; readonly temporary: boolean } {
  if (data === undefined) return { path: mkdtempSync(join(tmpdir(), 'leadline-demo-')), temporary: true };
  if (existsSync(data) && readdirSync(data).length > 0)
    throw new LeadlineError('exists', `${data} is not empty`, { hint: 'the demo wants a folder of its own' });
  return { path: resolve(data), temporary: false };
}

export const register: Register = (program, exit) => {
  program
    .command('demo')
    .description('crawl a made-up dark web on this machine over simulated weeks, and look at the result')
    .option('--once', 'end after the crawl instead of serving the pages')
    .option('--json', 'print the summary as one JSON document')
    .option('--port <n>', 'port of the web pages', '8080')
    .option('--weeks <n>', 'simulated weeks', '12')
    .option('--seed <n>', 'another seed is another world', '1')
    .addOption(new Option('--size <size>', 'of the made-up dark web').choices(['small', 'full']).default('full'))
    .option(
      '--tor',
      'serve it as onion services of a private Tor network on this machine, and crawl through a real Tor',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  leadline demo\n  leadline demo --once --json\n  leadline demo --tor --size small\n  leadline demo --size small --weeks 4 --port 8081',
    )
    .action(async (options: Options, command) => {
      const { data } = command.optsWithGlobals() as { data?: string };
      const port = portNumber(options.port);
      const world = {
        weeks: wholeNumber(options.weeks, '--weeks', 1),
        seed: wholeNumber(options.seed, '--seed'),
        size: options.size,
      };
      const { checkPort, serveLeadline } = await import('./serve.ts');
      if (!options.once) await checkPort('127.0.0.1', port);
      const folder = demoFolder(data);
      const signal = stopSignal(() => say('\nStopping after the pages under way.'));
      const bar = progress();
      say('A made-up dark web starts on this machine; nothing leaves it.');
      const demo = await runDemo({
        data: folder.path,
        ...world,
        tor: options.tor === true,
        onProgress: bar.show,
        signal,
      }).catch((error: unknown) => {
        if (folder.temporary) rmSync(folder.path, { recursive: true, force: true });
        throw error;
      });
      bar.end();
      const report = async (url: string | null) =>
        options.json ? printJson({ ...demo.summary, url }) : print(human(demo.summary));
      try {
        if (options.once || signal.aborted) await report(null);
        else {
          const served = await serveLeadline(demo.opened, { host: '127.0.0.1', port });
          await report(served.url);
          say(
            `\nLook at ${bold(served.url)} · Ctrl-C ends the demo${folder.temporary ? ' and removes its data' : ''}.`,
          );
          await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
          await served.close();
        }
        exit(signal.aborted && options.once ? 3 : isComplete(demo.summary) ? 0 : 1);
      } finally {
        await demo.close();
        if (folder.temporary) rmSync(folder.path, { recursive: true, force: true });
      }
    });
};
