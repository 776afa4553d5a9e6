import { profileJsonSchema } from '../extractors/sites/schema.ts';
import { print, printJson, say, table, writeTo } from './output.ts';
import { configOf, type Register } from './session.ts';

export const register: Register = (program, exit) => {
  const profile = program.command('profile').description('site profiles: how a market is read');
  profile
    .command('schema')
    .description('JSON Schema of a site profile, for editors')
    .action(() => printJson(profileJsonSchema()));
  profile
    .command('infer <page...>')
    .description('draft a site profile from two to five saved pages of one site: listings, a list, a vendor')
    .option('--name <site>', 'name of the profile; told from the pages when absent')
    .option('--url <address...>', 'where the pages were saved from, in the same order')
    .option('-o, --output <file>', 'write the YAML here instead of to standard output')
    .action(async (files: string[], options: { name?: string; url?: string[]; output?: string }) => {
      const { inferFromFiles } = await import('../app/infer.ts');
      const drafted = inferFromFiles(files, options.url ?? [], options.name ?? null);
      await writeTo(options.output ?? null, [drafted.yaml]);
      for (const [index, page] of drafted.pages.entries()) say(`${files[index]}: ${page}`);
      say(
        `Profile ${drafted.name}: ${drafted.checks} places to check. leadline source test FILE.yaml --page PAGE shows what it reads.`,
      );
    });
  profile
    .command('test <site>')
    .description('run the fixtures of a site: every field that its cases expect')
    .option('--fixtures <dir>', 'folder with SITE/CASE/{page.html,expect.json}', 'test/fixtures')
    .action(async (site: string, options: { fixtures: string }, command) => {
      const { testProfile } = await import('../app/fixtures.ts');
      const results = testProfile(configOf(command), site, options.fixtures);
      await print(
        table(
          ['CASE', 'RESULT'],
          results.map((each) => [each.name, each.differences.length === 0 ? 'ok' : each.differences.join('; ')]),
        ),
      );
      exit(results.every((each) => each.differences.length === 0) ? 0 : 1);
    });
};
