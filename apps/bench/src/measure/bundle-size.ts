import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'

/** Bytes of a browser program, bundled with everything that it uses and minified: as it is, and gzipped file by file. */
export async function bundleSize(
  entry: string,
  packages: 'from source' | 'as published',
): Promise<{ minified: number; gzipped: number }> {
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
      deps: { alwaysBundle: [/./], onlyBundle: false },
      inputOptions: packages === 'from source' ? { resolve: { conditionNames: ['@thinned/source', 'import'] } } : {},
    })
    const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('js'))
      .map((file) => readFileSync(join(outDir, file)))
    const sum = (sizes: number[]): number => sizes.reduce((a, b) => a + b, 0)
    return {
      minified: sum(files.map((file) => file.length)),
      gzipped: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
    }
  } finally {
    rmSync(outDir, { recursive: true })
  }
}
