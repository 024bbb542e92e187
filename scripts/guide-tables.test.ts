import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { typeCheck } from './type-check.ts'

const ROOT = join(import.meta.dirname, '..')
const PATIENCE = 60_000

/** What the cells of the guide name without saying what it is. */
const given = `import * as thinned from 'thinned'
import * as node from 'thinned/node'
declare const [m, n, d, c, v, drop, block, heads, a, b]: readonly number[] & [2, 2, 2, 2, 2, number, number, number, number, number]
declare const model: ReturnType<typeof thinned.linear<2, 2>>
declare const [x, loss]: [import('@thinned/tensor').Tensor, import('@thinned/tensor').Tensor]
declare const [test, inputs]: [thinned.Dataset & { classes: number }, thinned.NdArray<Float32Array>]
declare const heldOut: typeof test
declare const [path, dir, features, bytes]: [string, string, number, Uint8Array]
declare const store: ReturnType<typeof node.fileCheckpoint>
declare const run: { readonly history: { at(i: number): { validationLoss: number } } }`

/** The code in the last column of a guide's tables: calls, names in a namespace, and options of fit. What leaves parts out is skipped. */
function cellsOf(markdown: string): string[] {
  const columns = markdown
    .split('\n')
    .flatMap((line) => (line.startsWith('|') ? [line.split(/(?<!\\)\|/).at(-2)!] : []))
  return columns
    .flatMap((column) => [...column.matchAll(/`([^`]+)`/g)].map(([, code]) => code!))
    .filter((code) => !code.includes('…') && /^(await )?\w+(\.\w+)*\(|^\w+(\.\w+)+$|^\w+: /.test(code))
}

const statement = (code: string): string =>
  code.startsWith('@')
    ? `// ${code}`
    : /^\w+: /.test(code)
      ? `void ({ ${code} } satisfies Partial<thinned.FitOptions>)`
      : `void [${code}]`

function check(cells: readonly string[]): void {
  const code = cells.map(statement).join('\n')
  const used = [...new Set(code.match(/(?<![.\w'])[a-zA-Z]\w*(?=[.(])/g))].filter(
    (name) => !/^(x|run|thinned)$/.test(name),
  )
  const fromNode = ['csvLogger', 'tensorBoardLogger', 'search']
  const names = (source: string, list: readonly string[]): string => `const { ${list.join(', ')} } = ${source}`
  const imports = [
    names(
      'node',
      used.filter((name) => fromNode.includes(name)),
    ),
    names(
      'thinned',
      used.filter((name) => !fromNode.includes(name) && name !== 'model' && name !== 'void'),
    ),
  ]
  typeCheck([
    { name: 'guide-tables', code: [given, ...imports, code].join('\n'), folder: join(ROOT, 'packages/thinned') },
  ])
}

test('the code in the tables of the guide for users of Keras and PyTorch has the right types', {
  timeout: PATIENCE,
}, () => {
  const cells = cellsOf(readFileSync(join(ROOT, 'docs/guides/coming-from-keras-or-pytorch.md'), 'utf8'))
  expect(cells.length).toBeGreaterThan(45)
  // A cell that lacks what it needs is refused.
  check([...cells, '@ts-expect-error', 'metrics: { f1: metrics.f1() }'])
})
