import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../blocks')

/** Every block of the page: a folder with a `block.tsx`. */
export const blockNames: readonly string[] = readdirSync(folder).filter((name) =>
  existsSync(join(folder, name, 'block.tsx')),
)
