import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Pinned, so that figures of two days can be compared. */
const scrapyVersion = '2.19.0';
const crawleeVersion = '3.18.1';

/** How a program is started; the task's file is added as the last argument. */
export interface Contestant {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** Peers are no dependencies of Leadline: they are installed once into the user's cache. */
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'leadline-bench');
const own = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const install = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

function scrapy(): Contestant {
  const folder = join(cache, `scrapy-${scrapyVersion}`);
  const python = join(folder, 'bin', 'python');
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) {
    mkdirSync(cache, { recursive: true });
    install('python3', ['-m', 'venv', folder], cache);
    install(python, ['-m', 'pip', 'install', '--quiet', `scrapy==${scrapyVersion}`], cache);
    writeFileSync(ready, '');
  }
  return { name: `Scrapy ${scrapyVersion}`, command: [python, own('scrapy-peer.py')] };
}

function crawlee(): Contestant {
  const folder = join(cache, `crawlee-${crawleeVersion}`);
  const program = join(folder, 'crawlee-peer.js');
  if (!existsSync(join(folder, 'node_modules', '@crawlee', 'cheerio'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    install('npm', ['install', '--silent', '--no-audit', '--no-fund', `@crawlee/cheerio@${crawleeVersion}`], folder);
  }
  // Next to its library, where Node finds it.
  copyFileSync(own('crawlee-peer.js'), program);
  return { name: `Crawlee ${crawleeVersion}`, command: [process.execPath, program] };
}

/** Scrapy and Crawlee, ready to run. Needs the network the first time. */
export const peers = (): readonly Contestant[] => [scrapy(), crawlee()];

export const leadline: Contestant = { name: 'Leadline', command: [process.execPath, own('leadline.ts')] };
