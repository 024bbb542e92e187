import { ThinnedError } from '@thinned/schema'
import fc from 'fast-check'

/** Values of every type, that a caller in JavaScript may give by mistake. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    undefined,
    null,
    NaN,
    -1,
    9007199254740992,
    1n,
    '',
    'x',
    true,
    [],
    [undefined],
    {},
    Symbol('junk'),
    function notCalled() {},
    new Uint8Array(3),
    new Map(),
    new Date(Number.NaN),
    Object.create(null),
    JSON.parse('{ "__proto__": 1, "constructor": null }'),
  ),
  fc.anything({
    maxDepth: 2,
    maxKeys: 3,
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
)

/** What a call throws that is no error of ours; undefined where it is one, or nothing. */
export async function strayErrorOf(call: () => unknown): Promise<unknown> {
  try {
    const made: unknown = await call()
    await (made as { readonly close?: () => unknown } | null | undefined)?.close?.()
  } catch (error) {
    if (!(error instanceof ThinnedError)) return error
  }
  return undefined
}
