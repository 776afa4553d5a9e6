import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LeadlineError } from '../model/errors.ts';
import { say } from './output.ts';
import type { Register } from './session.ts';

const config = `# Leadline. Every key has a default; docs/configuration.md explains them all.
data: ./data

# The only way out. socks5h: host names are resolved by Tor, never on this machine.
proxy: socks5h://127.0.0.1:9050   # proxy: tor lets Leadline start a Tor of its own

sources: ./sources   # one YAML file for each market, forum or channel
sites: ./sites       # your own site profiles; they come before those that ship with Leadline

server:
  host: 127.0.0.1
  port: 8080

# receivers:
#   team:
#     webhook: { url: "https://example.org/hook", secret: "whsec_..." }
#   log:
#     file: { path: ./alerts.jsonl }
`;

const example = `# A market. Rename this file to start watching it.
id: example
name: Example market
kind: market            # market, forum or channel
addresses:
  - http://exampleonionaddressexampleonionaddressexampleonionadd.onion/
every: 1d
politeness:
  minInterval: 5s
  maxInFlight: 1
`;

export const register: Register = (program) => {
  program
    .command('init [folder]')
    .description(
      'write a leadline.yaml with a folder for sources and one for site profiles, readable by their owner only',
    )
    .action((folder = '.') => {
      const base = resolve(folder);
      const file = join(base, 'leadline.yaml');
      if (existsSync(file))
        throw new LeadlineError('exists', `${file} exists already; nothing was changed`, {
          hint: 'edit it, or name another folder: leadline init FOLDER',
        });
      // For the owner only: secrets of receivers come to stand in the one, accounts in the other.
      for (const name of ['sources', 'sites']) mkdirSync(join(base, name), { recursive: true, mode: 0o700 });
      writeFileSync(file, config, { mode: 0o600 });
      writeFileSync(join(base, 'sources', 'example.yaml.off'), example, { mode: 0o600 });
      say(
        `${file} written. Next: describe a source in ${join(base, 'sources')}, then leadline doctor, then leadline start.`,
      );
    });
};
