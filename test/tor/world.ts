/** The world whose sites the tests find behind Tor. Its calendar stays in week 1. */
export const world = { seed: 5, size: 'small', weeks: 2 } as const;
