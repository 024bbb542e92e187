// Preloaded into a peer's process in tests: every library that it imports is something that takes each call, and calls back what it is given.
import { readFileSync } from 'node:fs'
import { isBuiltin, registerHooks } from 'node:module'

/** How many items a stub has where it is taken apart. */
const ITEMS = 8

const several = (): unknown[] => Array.from({ length: ITEMS }, () => stub)
const members: Record<PropertyKey, unknown> = {
  __proto__: null,
  // biome-ignore lint/suspicious/noThenProperty: a stub is no promise
  then: undefined,
  toJSON: () => ({}),
  [Symbol.toPrimitive]: () => 1,
  [Symbol.iterator]: () => several().values(),
}
const stub: object = new Proxy(class {}, {
  get: (_, name) => (name in members ? members[name] : stub),
  construct: () => stub,
  apply(_, __, args: unknown[]) {
    for (const arg of args) if (typeof arg === 'function' && arg !== stub) arg(...several())
    return stub
  },
})
Object.assign(globalThis, { stub })

/** The names that a file imports of a library, which its stub must export. */
function namesOf(library: string, parent: string): string[] {
  const imports = /\{([^{}]*)\}\s*(?:from|= await import\()\s*'([^']+)'/g
  return [...readFileSync(new URL(parent), 'utf8').matchAll(imports)]
    .filter(([, , from]) => from === library)
    .flatMap(([, names]) => names!.split(','))
    .flatMap((name) => name.trim().split(/:| as /)[0] || [])
}

const isOurs = (specifier: string): boolean =>
  /^(?:[./]|file:|@thinned|thinned$)/.test(specifier) || isBuiltin(specifier)

registerHooks({
  resolve(specifier, context, next) {
    if (isOurs(specifier)) return next(specifier, context)
    const required = context.conditions.includes('require')
    const names = required ? [] : namesOf(specifier, context.parentURL!)
    const source = required
      ? 'module.exports = globalThis.stub'
      : ['export default globalThis.stub', ...names.map((name) => `export const ${name} = globalThis.stub`)].join('\n')
    return { url: `stub:${encodeURI(source)}`, format: required ? 'commonjs' : 'module', shortCircuit: true }
  },
  load(url, context, next) {
    if (!url.startsWith('stub:')) return next(url, context)
    return { format: context.format!, source: decodeURI(url.slice('stub:'.length)), shortCircuit: true }
  },
})
