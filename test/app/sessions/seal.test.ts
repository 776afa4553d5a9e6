import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, sealKey, unseal } from '../../../app/sessions/seal.ts';

const key = sealKey(Buffer.alloc(32, 1));
const bound = fc.record({
  source: fc.string(),
  account: fc.option(fc.string()),
  revision: fc.integer({ min: 1 }),
});

describe('a seal', () => {
  it('opens to the same text under the same key, source, account and revision', () => {
    fc.assert(
      fc.property(bound, fc.string({ unit: 'binary' }), (to, text) => unseal(key, to, seal(key, to, text)) === text),
    );
  });

  it('opens for nothing else, nor when any bit of it is another one', () => {
    const other = sealKey(Buffer.alloc(32, 2));
    fc.assert(
      fc.property(bound, bound, fc.string(), fc.nat(), (to, elsewhere, text, at) => {
        const sealed = seal(key, to, text);
        const bytes = Buffer.from(sealed.slice(3), 'base64url');
        bytes.writeUInt8(bytes.readUInt8(at % bytes.length) ^ (1 << (at % 8)), at % bytes.length);
        const same = JSON.stringify(to) === JSON.stringify(elsewhere);
        return (
          unseal(other, to, sealed) === null &&
          unseal(key, to, `v1.${bytes.toString('base64url')}`) === null &&
          (same || unseal(key, elsewhere, sealed) === null)
        );
      }),
    );
  });

  it('shows nothing of the text, and never the same twice', () => {
    const to = { source: 'shop', account: null, revision: 1 };
    const text = 'sid=canary-5e1f0c';
    expect(seal(key, to, text)).not.toBe(seal(key, to, text));
    expect(Buffer.from(seal(key, to, text).slice(3), 'base64url').toString('latin1')).not.toContain('canary');
  });
});
