import { readdirSync, readFileSync } from 'node:fs'

const API = new URL('../../../../api/', import.meta.url)

/** A public function that takes a record of options, and the names of these. */
export interface FunctionWithOptions {
  /** The package and the function, as 'nn/linear'. */
  readonly id: string
  readonly options: readonly string[]
}

const reports = readdirSync(API).map((file) => ({
  package: file.split('.')[0]!,
  text: readFileSync(new URL(file, API), 'utf8'),
}))

/** The functions with options in the reports of the public API, found by reading them; a new function is among them. */
export function functionsWithOptions(): readonly FunctionWithOptions[] {
  const found = new Map<string, Set<string>>()
  for (const report of reports) {
    const types = typesSeenFrom(report.package)
    for (const declaration of report.text.split('\n\n')) {
      const name = /^export function (\w+)/.exec(declaration)?.[1]
      const type = name && optionsType(declaration)
      if (!type) continue
      const id = `${report.package}/${name}`
      found.set(id, new Set([...(found.get(id) ?? []), ...memberNames(type, types)]))
    }
  }
  return [...found].map(([id, names]) => ({ id, options: [...names].sort() }))
}

/** The names of the members of an interface of a package: those of options inside options. */
export function membersOf(packageName: string, type: string): readonly string[] {
  return [...memberNames(type, typesSeenFrom(packageName))].sort()
}

/** The declared types by name. Where several packages have the name, it is that of this package. */
function typesSeenFrom(packageName: string): ReadonlyMap<string, string> {
  const mine = reports.filter((report) => report.package === packageName)
  return new Map([...typesOf(reports), ...typesOf(mine)])
}

/** The declared types by name, each as the text after its name. */
function typesOf(of: typeof reports): ReadonlyMap<string, string> {
  const declarations = of.flatMap(({ text }) => text.split('\n\n'))
  return new Map(
    declarations.flatMap((declaration) => {
      const match = /^export (?:interface|type) (\w+)/.exec(declaration)
      return match ? [[match[1]!, declaration.slice(match[0].length).replace(/^<.*?>(?= |=)/, '')]] : []
    }),
  )
}

/** The type of the parameter `options`, where it is a record of options; as text. */
function optionsType(declaration: string): string | undefined {
  const start = /\boptions\??: /.exec(declaration)
  if (!start) return undefined
  let depth = 0
  let end = start.index + start[0].length
  for (; end < declaration.length; end++) {
    const token = declaration[end]!
    if ('{(<['.includes(token)) depth++
    if ('})>]'.includes(token) && declaration[end - 1] !== '=') depth--
    if (depth < 0 || (depth === 0 && token === ',')) break
  }
  const type = declaration.slice(start.index + start[0].length, end)
  const generic = /^Options\b/.test(type) && /<(?:const )?Options extends (\w+)/.exec(declaration)?.[1]
  const resolved = generic || type
  return /^\{|Options\b/.test(resolved) ? resolved : undefined
}

/** The names of the members of a type, with those of the types that it extends or joins. */
function memberNames(
  type: string,
  types: ReadonlyMap<string, string>,
  seen: ReadonlySet<string> = new Set(),
): Set<string> {
  const names = new Set<string>()
  let outside = ''
  let depth = 0
  let line = ''
  for (const token of `${type}\n`) {
    if (depth === 0 && token !== '{') outside += token
    if (depth === 1 && token !== '\n') line += token
    if (token === '{') depth++
    if (token === '}') depth--
    if (token === '\n') {
      const name = /^\s*(?:readonly )?(\w+)\??[:(<]/.exec(line)?.[1]
      if (name) names.add(name)
      line = ''
    }
  }
  const inherited = [...outside.matchAll(/\b[A-Z]\w*/g)].flatMap(([reference]) =>
    types.has(reference) && !seen.has(reference)
      ? [...memberNames(types.get(reference)!, types, new Set([...seen, reference]))]
      : [],
  )
  const omitted = [...outside.matchAll(/Omit<[^']*('[^>]*)>/g)].flatMap(([, quoted]) => [...quoted!.matchAll(/\w+/g)])
  for (const name of inherited) if (!omitted.some(([each]) => each === name)) names.add(name)
  return names
}
