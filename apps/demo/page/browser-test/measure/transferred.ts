import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { blockNames } from '../block-names.ts'

/** Compressed bytes. */
export interface Transferred {
  readonly name: string
  readonly page: number
  readonly workers: number
}

/** What a visitor gets: the page before any figure, what each figure adds, and what figures share. Files are named after their block. */
export function transferred(folder: string): Transferred[] {
  const sizeOf = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const first = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file]) => file!)
  const later = readdirSync(join(folder, 'assets'))
    .map((file) => `assets/${file}`)
    .filter((file) => !first.includes(file))
  const row = (name: string, files: readonly string[]): Transferred => {
    const isWorker = (file: string): boolean => /-(worker|train)[\w-]*\.js$/.test(file)
    return {
      name,
      page: sizeOf(files.filter((file) => !isWorker(file))),
      workers: sizeOf(files.filter(isWorker)),
    }
  }
  const isOf = (block: string) => (file: string) => file.startsWith(`assets/${block}-`)
  const rest = later.filter((file) => !blockNames.some((block) => isOf(block)(file)))
  return [
    row('without figures', ['index.html', ...first]),
    row(
      'shared by figures',
      rest.filter((file) => file.endsWith('.js')),
    ),
    row(
      'styles of figures',
      rest.filter((file) => file.endsWith('.css')),
    ),
    ...blockNames.map((block) => row(block, later.filter(isOf(block)))),
    row('in all', ['index.html', ...first, ...later]),
  ]
}
