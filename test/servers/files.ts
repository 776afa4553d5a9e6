/** Tests that ask for Redis or Elasticsearch, by name: `npm run test:embedded` leaves them out, and servers are started for no others. */
export const serverTests: readonly string[] = [
  'test/servers/**/*.test.ts',
  'test/distributed/**/*.test.ts',
  'test/**/*{elastic,bullmq,redis,distributed,chaos}*.test.ts',
];
