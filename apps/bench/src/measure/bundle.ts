import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'

/** Scripts of a browser program by file name: the entry, named after its source, and further parts. */
export type Bundle = ReadonlyMap<string, Uint8Array>

/** A browser program, bundled with everything that it uses and minified. */
export async function bundle(entry: string, packages: 'from source' | 'as published'): Promise<Bundle> {
  const outDir = mkdtempSync(join(tmpdir(), 'thinned-bundle-'))
  try {
    await build({
      config: false,
      entry: [entry],
      outDir,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      minify: true,
      dts: false,
      logLevel: 'silent',
      fixedExtension: false,
      deps: { alwaysBundle: [/./], onlyBundle: false },
      inputOptions: packages === 'from source' ? { resolve: { conditionNames: ['@thinned/source', 'import'] } } : {},
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
