/** Tests that go through a real Tor: `npm run test:embedded` leaves them out, and the private network is started for no others. */
export const torTests: readonly string[] = ['test/tor/**/*.test.ts'];
