import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The CPU milliseconds a page that two contenders took for the same work, one after the other. */
export interface Turns {
  readonly ours: number;
  readonly peer: number;
}

const script = fileURLToPath(new URL('contender.ts', import.meta.url));

function contender(who: string, page: string) {
  const child = fork(script, [who, page]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The reader ${who} ended with ${code} before its turn was over.`);
  });
  ended.catch(() => undefined);
  return {
    async turn(): Promise<number> {
      child.send('read');
      const [took] = await Promise.race([once(child, 'message'), ended]);
      return Number(took);
    },
    stop: () => child.kill(),
  };
}

/**
 * Our engine and plain cheerio read the same pages by turns, each in a process of its own, so that neither collects what the other has thrown
 * away. Turns are short, so that what else runs on the machine meets both, and begin when both are warm.
 */
export async function takeTurns(page: string, rounds: number): Promise<readonly Turns[]> {
  const [ours, peer] = [contender('leadline', page), contender('cheerio', page)];
  const measured: Turns[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      measured.push({ ours: await ours.turn(), peer: await peer.turn() });
    }
  } finally {
    ours.stop();
    peer.stop();
  }
  return measured;
}
