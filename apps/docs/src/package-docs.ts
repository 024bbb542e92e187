import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TypeDocOptions } from 'typedoc'

interface Manifest {
  readonly name: string
  readonly description: string
  readonly private?: boolean
  readonly exports?: Readonly<
    Record<string, string | { readonly '@thinned/source'?: string; readonly default?: string }>
  >
}

export interface PackageDocs {
  /** What users import: the specifier of each entry. */
  readonly entries: readonly string[]
  readonly options: TypeDocOptions
  readonly description: string
}

/** Types that signatures name and users never do: they carry a check to the compiler, or a list of names. */
const internal: Readonly<Record<string, readonly string[]>> = {
  '@thinned/nn': [
    'Chain',
    'ChainIn',
    'ChainOut',
    'Checked',
    'GivenBy',
    'InputsOf',
    'LastExtent',
    'OutputsOf',
    'ResidualParts',
    'TakenBy',
  ],
  '@thinned/data': ['__global.AbortSignal'],
  '@thinned/tensor': ['referenceKernels', '__module'],
  '@thinned/metrics': ['setScores', 'intervalScores'],
  '@thinned/train': ['Losses'],
}

/** The front door stands first, then what users meet most; the others follow by name. */
const FIRST = ['thinned', '@thinned/dropout', '@thinned/nn', '@thinned/train', '@thinned/data', '@thinned/metrics']

const rankOf = ({ name }: Manifest): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)

/** What TypeDoc is told of each public package: its entries, as its manifest names their sources, and its README. */
export function packageDocs(root: string): PackageDocs[] {
  return globSync('packages/*/package.json', { cwd: root })
    .map((path) => ({
      folder: join(root, dirname(path)),
      manifest: JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest,
    }))
    .filter(({ manifest }) => !manifest.private)
    .sort((a, b) => rankOf(a.manifest) - rankOf(b.manifest) || a.folder.localeCompare(b.folder))
    .map(({ folder, manifest }) => {
      const sources = sourcesOf(manifest)
      return {
        description: manifest.description,
        entries: sources.map(([entry]) => manifest.name + entry.slice(1)),
        options: {
          name: manifest.name,
          entryPoints: sources.map(([, source]) => join(folder, source)),
          tsconfig: join(folder, 'tsconfig.json'),
          readme: join(folder, 'README.md'),
          intentionallyNotExported: [...(internal[manifest.name] ?? [])],
          sortEntryPoints: false,
          // What a package passes on from another stands there, once.
          excludeExternals: true,
          externalPattern: [`!${folder}/**`],
        },
      }
    })
}

/** The entries of a package with their sources. A pattern's files are those of the main entry. */
function sourcesOf({ exports = {} }: Manifest): (readonly [entry: string, source: string])[] {
  return Object.entries(exports).flatMap(([entry, target]) => {
    // What has no default is not published.
    const source = typeof target === 'string' || !target.default ? undefined : target['@thinned/source']
    return source === undefined || source.includes('*') ? [] : [[entry, source] as const]
  })
}
