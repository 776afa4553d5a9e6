import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Sessions as Leadline kept them before they were sealed: one JSON file a source. They are only read, and done away with. */
export interface PlainFiles {
  read(source: string): { readonly file: string; readonly text: string } | null;
  /** Overwrites the file before it is removed, so that the values do not stay on the disk as long as it can be helped. */
  wipe(source: string): void;
  sources(): readonly string[];
}

function overwrite(file: string): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(statSync(file).size));
  fsyncSync(handle);
  closeSync(handle);
  rmSync(file);
}

export function openPlainFiles(folder: string): PlainFiles {
  const fileOf = (source: string) => join(folder, `${source}.json`);
  const names = () => (existsSync(folder) ? readdirSync(folder) : []);
  return {
    read: (source) =>
      existsSync(fileOf(source)) ? { file: fileOf(source), text: readFileSync(fileOf(source), 'utf8') } : null,
    wipe(source) {
      for (const file of [fileOf(source), `${fileOf(source)}.new`]) if (existsSync(file)) overwrite(file);
      if (existsSync(folder) && names().length === 0) rmdirSync(folder);
    },
    sources: () => names().flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : [])),
  };
}
