import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'

/** Scripts of a browser program by file name: the entry, named after its source, and further parts. */
export type Bundle = ReadonlyMap<string, Uint8Array>

/** Thinned's packages name their sources by this condition. */
const sources = { resolve: { conditionNames: ['@thinned/source', 'import'] } }
const common = { config: false, format: 'esm', dts: false, logLevel: 'silent', fixedExtension: false } as const
const everything = { alwaysBundle: [/./], onlyBundle: false as const }

/** A browser program, bundled with everything that it uses and minified. */
export async function bundle(entry: string, packages: 'from source' | 'as published'): Promise<Bundle> {
  const outDir = mkdtempSync(join(tmpdir(), 'thinned-bundle-'))
  try {
    const inputOptions = packages === 'from source' ? sources : {}
    await build({
      ...common,
      entry: [entry],
      outDir,
      platform: 'browser',
      target: 'es2022',
      minify: true,
      deps: everything,
      inputOptions,
    })
    const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('js'))
    return new Map(files.map((file) => [file, readFileSync(join(outDir, file))]))
  } finally {
    rmSync(outDir, { recursive: true })
  }
}

/** Bytes of a bundle, gzipped file by file. */
export function gzippedSize(bundle: Bundle): number {
  return [...bundle.values()].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0)
}
