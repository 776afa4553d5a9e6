import { Option } from 'commander';
import { startReachable } from '../app/demo/tor.ts';
import { truthOf } from '../lab/truth.ts';
import { createWorld } from '../lab/world.ts';
import { LeadlineError } from '../model/errors.ts';
import { print, printJson, progress, say } from './output.ts';
import { portNumber, wholeNumber } from './search.ts';
import { type Register, stopSignal } from './session.ts';

interface Options {
  readonly seed: string;
  readonly size: 'small' | 'full';
  readonly port?: string;
  readonly json?: boolean;
  readonly tor?: boolean;
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
    .option('--tor', 'serve the sites as onion services of a private Tor network, through a real Tor')
    .option('--json', 'print the addresses as one JSON document')
    .action(async (options: Options) => {
      const world = createWorld({ seed: wholeNumber(options.seed, '--seed'), size: options.size, weeks: 12 });
      const tor = options.tor === true;
      if (tor && options.port)
        throw new LeadlineError('usage', '--port names the SOCKS5 server, which is Tor itself with --tor');
      const signal = stopSignal(() => say('stopping'));
      const bar = progress();
      const { lab: running, way } = await startReachable(tor, {
        world,
        signal,
        onProgress: bar.show,
        ...(options.port ? { port: portNumber(options.port) } : {}),
      });
      bar.end();
      const sites = running.sources();
      const { torrc } = way.tor;
      if (options.json)
        await printJson({ proxy: running.socksUrl, control: running.controlUrl, ...(tor ? { torrc } : {}), sites });
      else
        await print(
          [
            `proxy    ${running.socksUrl}`,
            ...(tor ? [`torrc    ${torrc}`] : []),
            `control  ${running.controlUrl}`,
            ...sites.map((site) => `${site.id.padEnd(8)} ${site.address}`),
          ].join('\n'),
        );
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
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
