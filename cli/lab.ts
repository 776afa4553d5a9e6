import { Option } from 'commander';
import { startLab } from '../lab/start.ts';
import { truthOf } from '../lab/truth.ts';
import { createWorld } from '../lab/world.ts';
import { print, printJson, say } from './output.ts';
import { portNumber, wholeNumber } from './search.ts';
import { type Register, stopSignal } from './session.ts';

interface Options {
  readonly seed: string;
  readonly size: 'small' | 'full';
  readonly port?: string;
  readonly json?: boolean;
}

const size = () => new Option('--size <size>', 'of the lab').choices(['small', 'full']).default('full');

export const register: Register = (program) => {
  const lab = program.command('lab').description('a made-up dark web on this machine, to try things on');
  lab
    .command('start')
    .description('serve the lab until Ctrl-C')
    .option('--port <n>', 'port of the SOCKS5 server (default: any free one)')
    .option('--seed <n>', 'another seed is another world', '1')
    .addOption(size())
    .option('--json', 'print the addresses as one JSON document')
    .action(async (options: Options) => {
      const world = createWorld({ seed: wholeNumber(options.seed, '--seed'), size: options.size, weeks: 12 });
      const running = await startLab({ world, ...(options.port ? { port: portNumber(options.port) } : {}) });
      const sites = running.sources();
      if (options.json) await printJson({ proxy: running.socksUrl, control: running.controlUrl, sites });
      else
        await print(
          [
            `proxy    ${running.socksUrl}`,
            `control  ${running.controlUrl}`,
            ...sites.map((site) => `${site.id.padEnd(8)} ${site.address}`),
          ].join('\n'),
        );
      const signal = stopSignal(() => say('stopping'));
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      await running.close();
    });
  lab
    .command('truth')
    .description('what the lab really offers, week by week')
    .option('--seed <n>', 'another seed is another world', '1')
    .addOption(size())
    .option('--json', 'one JSON document (the only form)')
    .action(async (options: Options) => {
      const world = createWorld({ seed: wholeNumber(options.seed, '--seed'), size: options.size, weeks: 12 });
      await printJson(truthOf(world, world.weeks));
    });
};
