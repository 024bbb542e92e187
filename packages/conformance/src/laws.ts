import * as all from './laws/index.ts'
import type { Law } from './laws/law.ts'

/** Every law that lies in the folder. */
export const laws: readonly Law[] = Object.values(all).filter(isLaw)

function isLaw(value: unknown): value is Law {
  return typeof value === 'object' && value !== null && 'check' in value
}
