import * as all from './laws/index.ts'
import type { Law } from './laws/law.ts'

/** A law and the name under which its file exports it, by which facts declare exemptions. */
export interface LawWithId extends Law {
  readonly id: string
}

/** Every law that lies in the folder. */
export const laws: readonly LawWithId[] = Object.entries(all).flatMap(([id, value]) =>
  isLaw(value) ? [{ ...value, id }] : [],
)

function isLaw(value: unknown): value is Law {
  return typeof value === 'object' && value !== null && 'check' in value
}
