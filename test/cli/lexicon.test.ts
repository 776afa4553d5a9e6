import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const run = (...words: string[]) => spawnSync(process.execPath, [program, 'lexicon', ...words], { encoding: 'utf8' });

describe('leadline lexicon', () => {
  it('shows what a nickname means, and what a name that nobody listed is built like', () => {
    expect(JSON.parse(run('show', 'special k', '--json').stdout)).toMatchObject({
      substances: [{ id: 'ketamine', class: 'dissociative' }],
      unlisted: null,
    });
    expect(run('show', 'Quartonitazene').stdout).toContain('built like a nitazene');
    expect(run('show', 'blorb')).toMatchObject({ status: 1, stderr: expect.stringContaining('not-found') as string });
  });

  it('tests a text, and shows where each term stands and by which rule it counts', () => {
    const { stdout, status } = run('test', 'Speed 10g', 'Speed 10g test kit');
    expect(status).toBe(0);
    expect(stdout).toMatch(/0-5 +Speed +ambiguous term/);
    expect(stdout).toContain('offers: amphetamine');
    expect(stdout).toContain('offers: no drug');
  });
});
