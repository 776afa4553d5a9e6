import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readerFor, readerNames } from '../app/reader.ts';
import { extract } from '../extractors/extract.ts';
import { toExtractJson } from '../extractors/output.ts';
import { errorText, GiveUp, LeadlineError } from '../model/errors.ts';
import { type ExitCode, print, say } from './output.ts';
import { configOf, type Register } from './session.ts';

type Reader = ReturnType<typeof readerFor>;

function readFile(file: string): { readonly bytes: Uint8Array; readonly at: string } {
  try {
    return { bytes: readFileSync(file), at: statSync(file).mtime.toISOString() };
  } catch (cause) {
    throw new LeadlineError('file-unreadable', `${file} cannot be read: ${errorText(cause)}`, {
      where: file,
      hint: 'check the path, and that you may read it',
      cause,
    });
  }
}

/** A page that cannot be read is an answer too: its line says why. */
async function readOne(file: string, reader: Reader): Promise<ExitCode> {
  try {
    const { bytes, at } = readFile(file);
    const url = pathToFileURL(resolve(file)).href;
    const extraction = extract({ bytes, contentType: '', url, capturedAt: at, status: 200 }, reader);
    await print(JSON.stringify(toExtractJson(file, extraction)));
    return 0;
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    const issue = { field: null, message: error.message, raw: error.code };
    await print(
      JSON.stringify({
        file,
        page: 'other',
        confidence: 0,
        profile: null,
        listings: [],
        vendors: [],
        messages: [],
        issues: [issue],
      }),
    );
    if (!(error instanceof GiveUp)) say(`leadline: ${error.message}\n  ${error.hint}`);
    return 3;
  }
}

export const register: Register = (program, exit) => {
  program
    .command('extract <file...>')
    .description('reads saved pages and prints what each says, one JSON line a page; no store, no network')
    .option('--profile <site>', 'a site profile, "generic", or "auto"', 'auto')
    .option('--json', 'JSON lines (the only form)')
    .action(async (files: string[], options: { profile: string }, command) => {
      const config = configOf(command);
      if (!['auto', 'generic', ...readerNames(config)].includes(options.profile)) {
        throw new LeadlineError('profile-missing', `There is no site profile "${options.profile}"`, {
          hint: `auto, generic, ${readerNames(config).join(', ')}`,
        });
      }
      const reader = readerFor(config, options.profile);
      const codes: ExitCode[] = [];
      for (const file of files) codes.push(await readOne(file, reader));
      const failed = codes.filter((code) => code !== 0).length;
      exit(failed === 0 ? 0 : failed === files.length ? 1 : 3);
    });
};
