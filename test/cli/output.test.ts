import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forTerminal, plain, wrap } from '../../cli/output.ts';

const acting = /[^\n\t\P{C}]/u;

describe('text from strangers', () => {
  it('cannot move the cursor, colour the terminal or turn the line round, in a table or in a whole document', () => {
    const title = '\u001b]0;owned\u0007\u009b31mred\u202egnp.exe';
    expect(plain(title)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(forTerminal(`id,title\r\n1,${title}\n`)).toBe('id,title\n1, ]0;owned  31mred gnp.exe\n');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = forTerminal(text).replace(/[\u200d\p{Co}\p{Cn}\p{Cs}]/gu, '');
        expect(shown).not.toMatch(acting);
      }),
    );
  });
});

describe('a long text', () => {
  it('is broken between words, loses none, and only a longer word makes a longer line', () => {
    expect(wrap('how the numbers are made', 11)).toBe('how the\nnumbers are\nmade');
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 120 }), (text, width) => {
        const lines = wrap(text, width).split('\n');
        const words = text.split(/\s+/).filter((word) => word !== '');
        expect(
          lines
            .join(' ')
            .split(' ')
            .filter((word) => word !== ''),
        ).toEqual(words);
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
      }),
    );
  });
});
