import { parseCsv } from '@thinned/data'
import { bytesOf, type FuzzTarget, textOf } from '../fuzz-target.ts'

const types = { kind: 'category', size: ['S', 'L'] } as const
const rest = 'a,b\n1,2\n'

export const target: FuzzTarget = {
  samples: () =>
    [
      'height,kind,size\n1.5,"a ""b"", c",S\n-2e3,NA,L\r\n0.25,"x\r\ny",\n',
      '\ufeffheight;kind;size\n1;2;S\n\n3;"4";L',
      'kind\n1\n\n3\n',
    ].map(bytesOf),
  read(bytes) {
    const text = textOf(bytes)
    const known = Object.fromEntries(Object.entries(types).filter(([name]) => text.slice(0, 40).includes(name)))
    return parseCsv(text, { types: known, delimiter: text.includes(';') ? ';' : ',' })
  },
  growing: {
    'digits that end in a letter': (n) => bytesOf(`a\n${'1'.repeat(n)}x\n`),
    'digits that end in a second exponent': (n) => bytesOf(`a\n${'1'.repeat(n)}e${'1'.repeat(n)}e\n`),
    columns: (n) => bytesOf(`${Array.from({ length: n }, (_, i) => `c${i}`).join(',')}\n`),
    'columns that are named twice': (n) => bytesOf(`${Array.from({ length: n }, (_, i) => `c${i}`).join(',')},c0\n`),
    rows: (n) => bytesOf(`a,b\n${'1,x\n'.repeat(n)}`),
    'empty lines': (n) => bytesOf(`a\n1\n${'\n'.repeat(n)}2\n`),
    blanks: (n) => bytesOf(`${rest}${' '.repeat(n)}`),
    'blanks around quotes': (n) => bytesOf(`${rest}${'" "  ,'.repeat(n)}`),
    quotes: (n) => bytesOf(`${rest}${'"'.repeat(n)}`),
    'doubled quotes': (n) => bytesOf(`${rest}"${'""'.repeat(n)}",1\n`),
    'an open quote': (n) => bytesOf(`${rest}"${'x\n'.repeat(n)}`),
    'rows that are too long': (n) => bytesOf(`${rest}${'1,2,3\n'.repeat(n)}`),
    categories: (n) => bytesOf(`a\n${Array.from({ length: n }, (_, i) => `k${i}`).join('\n')}\n`),
  },
}
