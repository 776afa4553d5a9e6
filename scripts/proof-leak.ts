/** Shows that the crawl leaks nothing: npm run proof:leak [-- --json] [-- --hook] */
import { parseArgs } from 'node:util';
import type { Figure } from '../test/leak/figures.ts';
import { prove } from '../test/leak/proof.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, hook: { type: 'boolean' } } });
const proof = await prove(values.hook ? { way: 'hook' } : {});

const shown = (value: number | null): string => (value === null ? '-' : String(value)).padStart(8);

const line = ({ name, kind, packets, queries, calls, requests, wrong, detail }: Figure): string =>
  `${wrong === null ? 'ok   ' : 'WRONG'} ${kind.padEnd(8)}${name.padEnd(34)}${[packets, queries, calls, requests].map(shown).join('')}  ${wrong ?? detail}`;

function text(): string {
  const how =
    proof.way === 'namespace'
      ? `In a network namespace of its own whose only way out is counted (IPv4${proof.v6 ? ' and IPv6' : ''}), and by a hook within the process.`
      : `By a hook within the process alone. ${proof.because ?? ''}`;
  return [
    how,
    `${' '.repeat(48)} packets DNS     calls requests`,
    ...proof.figures.map(line),
    ...proof.notCovered.map((each) => `Not covered: ${each}`),
    proof.ok ? 'Nothing leaked, and every leak on purpose was seen.' : 'THE PROOF FAILED.',
  ].join('\n');
}

process.stdout.write(`${values.json ? JSON.stringify(proof, null, 2) : text()}\n`);
process.exitCode = proof.ok ? 0 : 1;
