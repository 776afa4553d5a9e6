// A parent whose reader hangs; it says so and waits to be killed.
import { fileURLToPath } from 'node:url';
import { createReadingPool } from '../../../app/reading/pool.ts';

const program = fileURLToPath(new URL('./wild.ts', import.meta.url));
const reading = createReadingPool({ profileFiles: [], workers: 1, program });
const page = (text: string) => ({
  bytes: Buffer.from(text),
  contentType: '',
  url: '',
  capturedAt: '2026-06-01T00:00:00.000Z',
  status: 200,
});
await reading.read(page('a'), null);
void reading.read(page('hang'), null);
process.stdout.write('hanging\n');
