import { LeadlineError } from '../model/errors.ts';
import { print, printJson, progress, table } from './output.ts';
import { configOf, type Register, stopSignal } from './session.ts';

const kinds = ['distributed', 'embedded'] as const;

function kindOf(text: string): (typeof kinds)[number] {
  const kind = kinds.find((each) => each === text);
  if (kind) return kind;
  throw new LeadlineError('usage', `--to ${text} is no store`, { hint: `one of ${kinds.join(', ')}` });
}

interface Options {
  readonly to: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const register: Register = (program) => {
  program
    .command('migrate')
    .description('copy everything into the other store; what is copied from stays as it is')
    .requiredOption('--to <store>', 'distributed or embedded')
    .option('--dry-run', 'count only, write nothing')
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      '\nThe archive stays where it is. Stop Leadline first, migrate, then set storage: in leadline.yaml.\n\nExamples:\n  leadline migrate --to distributed --dry-run\n  leadline migrate --to distributed',
    )
    .action(async (options: Options, command) => {
      const to = kindOf(options.to);
      const { migrate } = await import('../app/migrate.ts');
      const bar = progress();
      const signal = stopSignal(() => undefined);
      const dryRun = options.dryRun === true;
      const report = await migrate({ config: configOf(command), to, dryRun, signal, onProgress: bar.show });
      bar.end();
      if (options.json) return printJson(report);
      await print(
        table(
          ['RECORDS', 'COUNT', 'SHA-256'],
          report.copied.map((each) => [each.name, each.count, each.sha256.slice(0, 16)]),
        ),
      );
      return print(
        dryRun
          ? `Would be copied from the ${report.from} store into the ${to} one; nothing was written.`
          : `Copied from the ${report.from} store into the ${to} one, and compared. Now set storage: ${to} in leadline.yaml.`,
      );
    });
};
