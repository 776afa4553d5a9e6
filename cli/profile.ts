import { profileJsonSchema } from '../extractors/sites/schema.ts';
import { print, printJson, table } from './output.ts';
import { configOf, type Register } from './session.ts';

export const register: Register = (program, exit) => {
  const profile = program.command('profile').description('site profiles: how a market is read');
  profile
    .command('schema')
    .description('JSON Schema of a site profile, for editors')
    .action(() => printJson(profileJsonSchema()));
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
