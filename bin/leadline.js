#!/usr/bin/env node
// Starts the command line on Node 24: directly where it already runs there, else through the `node` package of npm.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const bundled = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
// Compiled code is kept beside the libraries, so that the next start takes half as long. Where it cannot be written, nothing is kept.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/leadline', import.meta.url));
const major = Number(process.versions.node.split('.')[0]);

if (major >= 24) {
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(main);
} else if (existsSync(bundled)) {
  const child = spawn(bundled, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The child decides what a signal means, and takes one that reaches it twice for one: a terminal tells both processes, `kill` only this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
} else {
  process.stderr.write(
    `leadline needs Node 24 or newer; this is ${process.version}. Run "npm ci" in ${fileURLToPath(new URL('..', import.meta.url))} and try again.\n`,
  );
  process.exit(1);
}
